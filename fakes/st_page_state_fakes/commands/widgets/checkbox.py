"""Small widgets: on or off, a color, a grade, a page."""

# ruff: noqa: A002, FBT001, FBT002 - the parameters are Streamlit's

from __future__ import annotations

import operator
import re
from typing import Any

from st_page_state_fakes.commands.place import Args, Kwargs, OnChange, Place
from st_page_state_fakes.commands.widgets.common import (
    check_choice,
    key_of,
    label_of,
    refuse,
)
from st_page_state_fakes.errors import (
    StreamlitAPIException,
    StreamlitInvalidParameterTypeError,
    StreamlitValueOutOfRangeError,
)
from st_page_state_fakes.server.widget_spec import WidgetSpec

COLOR = re.compile(r"#(?:[0-9a-fA-F]{3}){1,2}")
GRADES = {"thumbs": 2, "faces": 5, "stars": 5}


def _is_whole(value: Any, least: int, greatest: int | None = None) -> bool:
    whole = isinstance(value, int) and not isinstance(value, bool)
    return whole and least <= value and (greatest is None or value <= greatest)


def _switch(command: str, label: str, key: str | int | None, value: Any, *looks: Any) -> WidgetSpec:
    def enter(entered: Any) -> bool:
        if not isinstance(entered, bool):
            raise refuse(command, label, entered, "it takes True or False")
        return entered

    return WidgetSpec(
        command=command,
        label=label,
        key=key_of(key),
        identity=(label, bool(value), *looks),
        decode=lambda wire: bool(value if wire is None else wire),
        encode=lambda held: bool(operator.index(held)),
        enter=enter,
        native="bool",
    )


def _color(label: str, key: str | int | None, value: Any, *looks: Any) -> WidgetSpec:
    default = "#000000" if value is None else value
    if not isinstance(default, str):
        raise StreamlitInvalidParameterTypeError("value", value, ["text such as '#00FFAA'"])
    if not COLOR.fullmatch(default):
        raise StreamlitAPIException(
            f"value={value!r} is no color: one is like '#00FFAA' or '#000'."
        )

    def decode(wire: str | None) -> str:
        if wire is None:
            return default
        color = wire if wire.startswith("#") else f"#{wire}"
        return color if COLOR.fullmatch(color) else default

    def encode(held: Any) -> str:
        if not isinstance(held, str):
            raise TypeError(f'The value of the color_picker "{label}" must be text, not {held!r}.')
        return held

    def enter(entered: Any) -> str:
        if not isinstance(entered, str) or not COLOR.fullmatch(entered):
            raise refuse("color_picker", label, entered, "it takes colors like '#00ffaa'")
        return entered

    return WidgetSpec(
        command="color_picker",
        label=label,
        key=key_of(key),
        identity=(label, value, *looks),
        decode=decode,
        encode=encode,
        enter=enter,
    )


def _grade(options: str, key: str | int | None, default: int | None, width: Any) -> WidgetSpec:
    most = GRADES[options] - 1

    def decode(wire: str | None) -> int | None:
        if wire == "":
            return None
        if wire is None:
            return default
        return int(wire) if 0 <= int(wire) <= most else default

    def enter(entered: Any) -> str:
        if entered is not None and not _is_whole(entered, 0, most):
            raise refuse("feedback", "", entered, f"it takes 0 to {most}, or None")
        return "" if entered is None else str(entered)

    return WidgetSpec(
        command="feedback",
        label="",
        key=key_of(key),
        identity=(options, default, width),
        keyed_identity=(options,),
        decode=decode,
        encode=lambda held: "" if held is None else str(held),
        enter=enter,
        settle=lambda held: held if held is None or _is_whole(held, 0, most) else default,
        options=[str(grade) for grade in range(most + 1)],
        clearable=True,
    )


class SwitchWidgets(Place):
    """Small widgets.

    ``st.checkbox("Only mine", key="mine")`` returns a bool.
    """

    def checkbox(
        self,
        label: str,
        value: bool = False,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: str = "visible",
        width: Any = "content",
        wrap: bool | None = None,
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Turn something on or off: ``st.checkbox("Only mine")``."""
        label = label_of(label)
        return self._widget(
            _switch("checkbox", label, key, value, help, width),
            on_change,
            args,
            kwargs,
            disabled,
            bind,
            persist_state,
        )

    def toggle(
        self,
        label: str,
        value: bool = False,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: str = "visible",
        width: Any = "content",
        wrap: bool | None = None,
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Turn something on or off: ``st.toggle("Dark")``."""
        label = label_of(label)
        return self._widget(
            _switch("toggle", label, key, value, help, width),
            on_change,
            args,
            kwargs,
            disabled,
            bind,
            persist_state,
        )

    def color_picker(
        self,
        label: str,
        value: str | None = None,
        key: str | int | None = None,
        help: str | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        *,
        disabled: bool = False,
        label_visibility: str = "visible",
        width: Any = "content",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Choose a color: ``st.color_picker("Line", "#00ffaa")``."""
        label = label_of(label)
        return self._widget(
            _color(label, key, value, help, width),
            on_change,
            args,
            kwargs,
            disabled,
            bind,
            persist_state,
        )

    def feedback(
        self,
        options: str = "thumbs",
        *,
        key: str | int | None = None,
        default: int | None = None,
        disabled: bool = False,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        width: Any = "content",
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Give a grade, counted from 0: ``st.feedback("stars", key="grade")``."""
        check_choice("options", options, list(GRADES))
        most = GRADES[options] - 1
        if default is not None and not 0 <= default <= most:
            raise StreamlitValueOutOfRangeError("default", default, 0, most)
        return self._widget(
            _grade(options, key, default, width),
            on_change,
            args,
            kwargs,
            disabled,
            bind,
            persist_state,
        )

    def pagination(
        self,
        num_pages: int,
        *,
        default: int = 1,
        max_visible_pages: int | None = 7,
        width: Any = "content",
        key: str | int | None = None,
        on_change: OnChange = "rerun",
        args: Args = None,
        kwargs: Kwargs = None,
        disabled: bool = False,
        bind: str | None = None,
        persist_state: str | None = None,
    ) -> Any:
        """Go to a page, counted from 1: ``st.pagination(12, key="page")``."""
        if not _is_whole(num_pages, 1):
            raise StreamlitAPIException(f"num_pages={num_pages!r} must be an integer from 1 on.")
        if isinstance(default, bool) or not isinstance(default, int):
            raise StreamlitInvalidParameterTypeError("default", default, ["int"])
        if not 1 <= default <= num_pages:
            raise StreamlitValueOutOfRangeError("default", default, 1, num_pages)

        def enter(page: Any) -> int:
            if not _is_whole(page, 1, num_pages):
                raise refuse("pagination", "", page, f"it takes 1 to {num_pages}")
            entered: int = page
            return entered

        spec = WidgetSpec(
            command="pagination",
            label="",
            key=key_of(key),
            identity=(num_pages, default, max_visible_pages, width),
            decode=lambda w: default if w is None or not 1 <= w <= num_pages else w,
            enter=enter,
            settle=lambda held: held if _is_whole(held, 1, num_pages) else default,
            native="int",
        )
        return self._widget(spec, on_change, args, kwargs, disabled, bind, persist_state)
