"""Scripts of the rows about undo and redo."""

from __future__ import annotations

from typing import Any

from st_page_state import PageState, StateVar, batch


class EditState(PageState):
    """What is edited, and can be undone."""

    status: str = StateVar(default="pending", url_key="status")
    page: int = StateVar(default=1, url_key="p")
    title: str = StateVar(default="", url_key="title")
    done: bool = StateVar(default=False)
    sizes: list[int] = StateVar(default_factory=list)

    class Config:
        """The same with all classes of these rows."""

        undo = 50
        share_url_with = ("LookState",)

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        """Show the first page of what is asked for now."""
        if field == "status":
            cls.page = 1


class LookState(PageState):
    """What it looks like, which is undone with it."""

    view: str = StateVar(default="list", url_key="view")

    class Config:
        """The same with all classes of these rows."""

        undo = 50


def _buttons(st: Any, cls: type[PageState] = EditState) -> None:
    st.button("Undo", on_click=cls.undo, disabled=not cls.can_undo())
    st.button("Redo", on_click=cls.redo, disabled=not cls.can_redo())


def _show(st: Any) -> None:
    now = EditState.snapshot()
    st.text(f"{now.status} {now.page} {now.title!r} {now.done:d} {now.sizes} {LookState.view}")
    st.text(f"undo={EditState.can_undo():d} redo={EditState.can_redo():d}")


def editor(st: Any) -> None:
    """Widgets of two classes that have one history."""

    def tidy() -> None:
        with batch():
            EditState.sizes.append(1)
            EditState.reset("title")
            LookState.view = "map"

    _buttons(st)
    st.selectbox("Status", ["pending", "active", "done"], **EditState.bind("status"))
    st.number_input("Page", 1, 9, **EditState.bind("page"))
    st.text_input("Title", **EditState.bind("title"))
    st.checkbox("Done", **EditState.bind("done"))
    st.selectbox("View", ["list", "map"], **LookState.bind("view"))
    st.button("Tidy", on_click=tidy)
    if st.button("Grow"):
        EditState.sizes.append(len(EditState.sizes))
    _show(st)


def form(st: Any) -> None:
    """A form, whose submission is one step."""
    with EditState.form("edit"):
        st.text_input("Title", **EditState.bind("title"))
        st.checkbox("Done", **EditState.bind("done"))
        st.form_submit_button("Save")
    _buttons(st)
    _show(st)


def fragment(st: Any) -> None:
    """Widgets in a fragment with its own buttons."""

    @st.fragment
    def part() -> None:
        st.text_input("Title", **EditState.bind("title"))
        st.checkbox("Done", **EditState.bind("done"))
        _buttons(st)
        _show(st)

    part()


def stops(st: Any) -> None:
    """Actions that end the run."""
    _buttons(st)
    if st.button("Stop"):
        with batch():
            EditState.update(page=2, done=True)
            st.stop()
    if st.button("Rerun"):
        with batch():
            EditState.update(page=3, done=False)
            st.rerun()
    if st.button("Undo and rerun"):
        EditState.undo()
        st.rerun()
    _show(st)


def edit_page(st: Any) -> None:
    """The main page, on which something is edited."""
    st.text_input("Title", **EditState.bind("title"))
    _buttons(st)
    _show(st)


def look_page(st: Any) -> None:
    """The other page, on which it is undone."""
    _buttons(st, LookState)
    st.selectbox("View", ["list", "map"], **LookState.bind("view"))
    st.text(f"view={LookState.view} undo={LookState.can_undo():d} redo={LookState.can_redo():d}")
