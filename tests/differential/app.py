"""The app of the differential test, with its widgets and commands planned by the test."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from st_page_state import PageState, StateVar, batch


class Filters(PageState):
    status: Literal["open", "closed", "any"] = StateVar(default="open", url_key="status")
    page: int = StateVar(default=1, url_key="page")
    tags: list[str] = StateVar(default_factory=list, url_key="tag")
    note: str | None = StateVar(default=None, url_key="note")
    seen: int = StateVar(default=0)


class View(PageState):
    zoom: int = StateVar(default=3, url_key="zoom")
    flat: bool = StateVar(default=False, url_key="flat")

    class Config:
        hide_defaults = True
        share_url_with = (Filters,)


class Other(PageState):
    name: str = StateVar(default="", url_key="name")
    count: int = StateVar(default=0, url_key="count")

    class Config:
        restore_url_on_touch = False


CLASSES: dict[str, type[PageState]] = {"Filters": Filters, "View": View, "Other": Other}
Command = tuple[Any, ...]


@dataclass
class Plan:
    """The plan of the next run on one side.

    Attributes:
        drawn: the widgets to draw.
        before: the commands before the widgets, each done once.
        after: the commands after them.
        called: the commands of callbacks.
        log: the result of each command.
    """

    drawn: set[str] = field(default_factory=set)
    before: list[Command] = field(default_factory=list)
    after: list[Command] = field(default_factory=list)
    called: list[Command] = field(default_factory=list)
    log: list[str] = field(default_factory=list)


class PlannedError(Exception):
    """The script fails, as planned."""


PLANS: dict[str, Plan] = {}


def script(st: Any, side: str, page: str = "") -> None:
    plan = PLANS[side]
    plan.log.append(f"run {page or 'main'}")
    _do_all(st, plan, plan.before)
    for name in WIDGETS:
        if name in plan.drawn:
            _guarded(plan, f"draw {name}", lambda n=name: WIDGETS[n](st, plan))
    _do_all(st, plan, plan.after)
    plan.log.append("end")


def _called(st: Any, plan: Plan) -> None:
    plan.log.append("callback")
    _do_all(st, plan, plan.called)


def _bound(label: str, draw: str, cls: str, name: str, **kwargs: Any) -> Any:
    def widget(st: Any, plan: Plan) -> None:
        bound = CLASSES[cls].bind(name, on_change=_called, args=(st, plan))
        plan.log.append(f"{label}={getattr(st, draw)(label, **kwargs, **bound)!r}")

    return widget


def _plain(label: str, draw: str, **kwargs: Any) -> Any:
    def widget(st: Any, plan: Plan) -> None:
        off = "disabling" in plan.drawn
        value = getattr(st, draw)(
            label, key=label, on_change=_called, args=(st, plan), disabled=off, **kwargs
        )
        plan.log.append(f"{label}={value!r}")

    return widget


def _form(st: Any, plan: Plan) -> None:
    with st.form("form", clear_on_submit="clearing" in plan.drawn):
        text = st.text_input("held", key="held")
        flag = st.checkbox("flag", value=True, key="flag")
        pressed = st.form_submit_button("send", on_click=_called, args=(st, plan))
    plan.log.append(f"form={text!r},{flag},{pressed}")


def _fragment(st: Any, plan: Plan) -> None:
    @st.fragment
    def part() -> None:
        plan.log.append("fragment")
        value = st.text_input("inside", key="inside")
        plan.log.append(f"inside={value!r} seen={Filters.seen}")
        if value == "page":
            Filters.page += 1

    part()


def _button(st: Any, plan: Plan) -> None:
    plan.log.append(f"button={st.button('press', on_click=_called, args=(st, plan))}")


WIDGETS: dict[str, Callable[[Any, Plan], None]] = {
    "status": _bound("status", "selectbox", "Filters", "status", options=["open", "closed", "any"]),
    "page": _bound("page", "number_input", "Filters", "page"),
    "tags": _bound("tags", "multiselect", "Filters", "tags", options=["a", "b", "c"]),
    "flat": _bound("flat", "checkbox", "View", "flat"),
    "name": _bound("name", "text_input", "Other", "name"),
    "plain": _plain("plain", "text_input"),
    "choice": _plain("choice", "selectbox", options=["x", "y", "z"]),
    "native": _plain("native", "text_input", bind="query-params"),
    "form": _form,
    "fragment": _fragment,
    "button": _button,
    "clearing": lambda st, plan: None,
    "disabling": lambda st, plan: None,
}


def _do_all(st: Any, plan: Plan, commands: list[Command]) -> None:
    while commands:
        command = commands.pop(0)
        _guarded(plan, str(command), lambda c=command: _do(st, plan, *c))


def _guarded(plan: Plan, what: str, action: Callable[[], None]) -> None:
    try:
        action()
    except PlannedError:
        raise
    except Exception as error:  # noqa: BLE001 - the test compares the kinds
        plan.log.append(f"{what}: {type(error).__name__}")


def _do(st: Any, plan: Plan, verb: str, *args: Any) -> None:
    match verb, args:
        case "assign", (cls, name, value):
            setattr(CLASSES[cls], name, value)
        case "append", (value,):
            Filters.tags.append(value)
        case "update", (cls, values):
            CLASSES[cls].update(**values)
        case "reset", (cls, names):
            CLASSES[cls].reset(*names)
        case "focus", (cls,):
            CLASSES[cls].focus()
        case "read", (cls,):
            plan.log.append(repr(CLASSES[cls].dump()))
        case "batch", (commands,):
            with batch():
                for command in commands:
                    _do(st, plan, *command)
        case "session", (key, value):
            st.session_state[key] = value
        case "forget", (key,):
            del st.session_state[key]
        case "clear session", ():
            # Streamlit's own clear() gives up at a key that two widgets had.
            for key in sorted(set(st.session_state)):
                st.session_state.pop(key, None)
        case "param", (name, value):
            st.query_params[name] = value
        case "remove param", (name,):
            del st.query_params[name]
        case "clear params", ():
            st.query_params.clear()
        case "from_dict", (params,):
            st.query_params.from_dict(params)
        case "rerun", ():
            st.rerun()
        case "stop", ():
            st.stop()
        case "switch", (page, params):
            st.switch_page(page, query_params=params)
        case "fail", ():
            raise PlannedError
