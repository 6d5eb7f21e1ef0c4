"""Drawing a widget: Streamlit's checks, and the widget's value."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitDuplicateElementId,
    StreamlitDuplicateElementKey,
    StreamlitInvalidFormCallbackError,
    StreamlitInvalidLayoutContextError,
    StreamlitValueAssignmentNotAllowedError,
    StreamlitValueError,
)
from st_page_state_fakes.server.page import BlockInfo, DrawnWidget, Output
from st_page_state_fakes.server.script_run import ScriptRun
from st_page_state_fakes.server.session_state import Registered
from st_page_state_fakes.server.widget_spec import WidgetId, WidgetSpec, check_reserved

if TYPE_CHECKING:
    from st_page_state_fakes.server.server import Server

SUBMIT = "form_submit_button"
_NOT_IN_FORMS = ("button", "download_button")


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawOptions:
    """The arguments that every widget command hands on.

    Attributes:
        on_change: its callback.
        args: what the callback is given.
        kwargs: what it is given by name.
        disabled: the user cannot change it.
        bind: ``"query-params"`` binds it to the param named as its key.
        persist: ``"session"`` or ``"page"`` keeps its value while it is not drawn.
        opens: the page and the query string a link leads to.
    """

    on_change: Callable[..., Any] | None
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    disabled: bool
    bind: str | None
    persist: str | None = None
    opens: tuple[str, str] | None = None


def draw(
    server: Server, block: BlockInfo, form: str | None, spec: WidgetSpec, options: DrawOptions
) -> Any:
    """Draw a widget in a block and return its value.

    Raises:
        StreamlitAPIException: Streamlit would not allow it.
    """
    run = server.need_run(f"{spec.command}()")
    if spec.command == SUBMIT and spec.key is None:
        spec = replace(spec, key=f"FormSubmitter:{form}-{spec.label}")
    _check(server, form, spec, options)
    widget = spec.id_on(run.script, keys_identify=server.behaviour.keys_identify)
    if spec.key is None:
        apart = block.in_sidebar and server.behaviour.sidebar_identifies
        place = (*widget.identity, str(form), "sidebar" if apart else "")
        widget = widget._replace(identity=place)
    _claim(run, widget)

    state = server.state
    seeded, key = False, spec.key
    guarded = options.disabled and server.behaviour.disabled_guarded
    bound = options.bind is not None and key is not None
    if key is not None and bound:
        seeded = server.native.seed(spec, widget, key, run, guarded=guarded)
    elif key is not None:
        server.native.unbind(widget)
    registered = Registered(
        spec,
        options.on_change,
        options.args,
        options.kwargs,
        inside=run.inside,
        guarded=guarded,
        persist=options.persist,
        page=run.page,
    )
    discarded = guarded and not seeded and state.discard(widget)
    value = state.draw(widget, registered)
    # A browser shows what it is told only in widgets whose value code can set.
    comes_back = server.behaviour.remount_restores and state.comes_back(widget, value)
    is_set = state.is_set_now(key) or (spec.writable and (discarded or comes_back))
    if key is not None and bound:
        is_set |= server.native.sync(spec, widget, key, value, seeded=seeded)
    settled = spec.settle(value)
    if settled is not value:
        state.correct(widget, settled)
        is_set = True
    drawn = DrawnWidget(
        id=widget,
        spec=spec,
        form=form,
        fragment=run.fragment,
        disabled=options.disabled,
        initial=spec.encode(spec.decode(None)),
        wire=spec.tell(settled) if is_set else None,
        is_set=is_set,
        opens=options.opens,
        clears=form is not None and server.clears[form],
        param=key if bound else None,
    )
    server.show(block, Output(spec.command, (spec.label,)), drawn)
    return settled


def _check(server: Server, form: str | None, spec: WidgetSpec, options: DrawOptions) -> None:
    command = spec.command
    if spec.key == "" and server.behaviour.keys_checked:
        raise StreamlitValueError("key", ["a non-empty string"], "")
    check_reserved(spec.key or "")
    if form is not None and command in _NOT_IN_FORMS:
        raise StreamlitInvalidLayoutContextError(
            f"st.{command}() cannot be used in an st.form(): use st.form_submit_button()."
        )
    if form is None and command == SUBMIT:
        raise StreamlitInvalidLayoutContextError(
            "st.form_submit_button() must be used inside an st.form()."
        )
    if form is not None and options.on_change is not None and command != SUBMIT:
        raise StreamlitInvalidFormCallbackError
    if not spec.writable and server.state.is_set_now(spec.key):
        raise StreamlitValueAssignmentNotAllowedError(str(spec.key))
    if options.persist not in (None, "session", "page"):
        raise StreamlitAPIException(
            f'persist_state={options.persist!r} must be "session", "page" or None.'
        )
    if options.bind is None:
        return
    if options.bind != "query-params":
        raise StreamlitAPIException(f'bind={options.bind!r} must be "query-params" or None.')
    if not server.behaviour.native_bind:
        version = ".".join(map(str, server.behaviour.version))
        raise TypeError(f"{command}() has no argument 'bind' in Streamlit {version}.")
    if spec.key is None:
        raise StreamlitAPIException('A widget with bind="query-params" needs a key.')


def claim_key(run: ScriptRun, key: str) -> None:
    """Take a key for an element of this run.

    Raises:
        StreamlitDuplicateElementKey: another one has it.
    """
    if key in run.keys:
        raise StreamlitDuplicateElementKey(key)
    run.keys.add(key)


def _claim(run: ScriptRun, widget: WidgetId) -> None:
    if widget.key is not None:
        claim_key(run, widget.key)
    elif widget in run.widgets:
        raise StreamlitDuplicateElementId(widget.command)
    run.widgets.add(widget)
