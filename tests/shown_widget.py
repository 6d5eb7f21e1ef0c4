"""A widget with options, alone on a simulated page, whose arguments change from run to run."""

from __future__ import annotations

from typing import Any

from st_page_state_fakes import FakeApp

ABC = ["a", "b", "c"]


class Shown:
    """A widget on a page of its own; each argument is given as it is now."""

    def __init__(self, command: str, *, held: tuple[Any, ...] = (), url: str = "", **given: Any):
        self.given = {"label": "L", "options": ABC, "key": "k", **given}
        self.values: list[Any] = []

        def script(st: Any) -> None:
            if held and "k" not in st.session_state:
                st.session_state["k"] = held[0]
            self.values.append(getattr(st, command)(**self.given))

        self.tab = FakeApp(script).open(url)
        self.widget = self.tab.widget("k")

    def then(self, **given: Any) -> Any:
        """Return the value in a further run that gives these arguments."""
        self.given |= given
        self.tab.rerun()
        return self.values[-1]

    def enter(self, value: Any) -> Any:
        """Do what a user does to enter a value; return what the script then gets."""
        self.widget.set_value(value)
        return self.values[-1]
