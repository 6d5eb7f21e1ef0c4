"""The browser of a Streamlit session, which keeps an id in a cookie and in its local storage."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from contextvars import copy_context
from typing import Any

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from st_page_state.adapters.streamlit import served_run

_NAME = "st_page_state_browser"
_KEPT = 400 * 24 * 60 * 60  # seconds; browsers keep no cookie longer

_CONTAINERS = ("context_dg_stack",)
_CACHED = ("in_cached_function",)
"""The names of Streamlit's context variables."""

_SCRIPT = """
const FORM = /^[\\w-]{22}\\.[\\w-]{22}$/
const cookie = name => {
  try {
    const found = document.cookie.split("; ").find(each => each.startsWith(name + "="))
    return found ? found.slice(name.length + 1) : ""
  } catch { return "" }
}
const stored = name => {
  try { return localStorage.getItem(name) || "" } catch { return "" }
}
export default function ({ data, setStateValue }) {
  const fits = text => FORM.test(text) && !data.refused.includes(text)
  let name = data.names[0], id = data.offer
  for (const each of data.names) {
    const kept = [cookie(each), stored(each)].find(fits)
    if (kept) { name = each; id = kept; break }
  }
  const secure = location.protocol === "https:" ? "; Secure" : ""
  const rules = `; Path=${data.path}; Max-Age=${data.seconds}; SameSite=Lax${secure}`
  try { document.cookie = `${name}=${id}${rules}` } catch {}
  try { localStorage.setItem(name, id) } catch {}
  setStateValue("id", [cookie(name), stored(name)].includes(id) ? id : "none")
}
"""


class StreamlitBrowser:
    """The browser of the script run in progress."""

    def session(self) -> str | None:
        """Return the id of the session, if there is a server and its Streamlit can ask."""
        # A component's state is a mapping of its own class, which cannot be pickled.
        if (
            served_run() is None
            or not hasattr(st.components, "v2")
            or st.get_option("runner.enforceSerializableSessionState")
        ):
            return None
        session: Any = getattr(get_script_run_ctx(suppress_warning=True), "session_id", None)
        return session if isinstance(session, str) else None

    def cookie(self, name: str) -> str | None:
        """Return a cookie that the browser sent when the session began."""
        cookies: Any = getattr(getattr(st, "context", None), "cookies", None)
        text = None if cookies is None else cookies.get(name)
        return text if isinstance(text, str) else None

    def ask(self, question: Mapping[str, Any]) -> str | None:
        """Draw what asks the browser; its answer begins another run."""
        path = "/" + str(st.get_option("server.baseUrlPath") or "").strip("/")
        data = {**question, "path": path, "seconds": _KEPT}
        try:
            answer = copy_context().run(_draw, data)
        except Exception:  # noqa: BLE001 - it is drawn already, or this is no place to draw
            return None
        return answer if isinstance(answer, str) else None


def _draw(data: Mapping[str, Any]) -> object:
    held: list[tuple[Any, Any]] = [*copy_context().items()]
    for variable, value in held:
        if variable.name in _CONTAINERS:
            variable.set(value[:1])  # outside of the app's forms
        elif variable.name in _CACHED and value:
            return None  # what is drawn would be drawn again with what is cached
    components: Any = getattr(st.components, "v2", None)
    draw = components.component(_NAME, js=_SCRIPT)
    hidden: Any = getattr(st, "_event", None)  # holds toasts, and is not part of the layout
    with hidden or nullcontext():
        return draw(data=data, on_id_change=_nothing).id


def _nothing() -> None:
    """Do nothing; a state of a component exists only with a callback."""
