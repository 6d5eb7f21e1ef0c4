"""The class methods of a state class that bind its fields to widgets."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import Any, ClassVar, Literal, Self, TypeVar, overload

from st_page_state.declaration.arguments import MISSING
from st_page_state.declaration.spec import Spec
from st_page_state.errors import ArgumentError, InvalidWidgetValueError
from st_page_state.keywords import suggesting
from st_page_state.widgets import binding, editor, one_way, rows, submit
from st_page_state.widgets import tabs as tabs_
from st_page_state.widgets.binding import BindArguments, Binding, NewOptionsBinding, OptionsBinding
from st_page_state.widgets.callbacks import callback
from st_page_state.widgets.editor import EditorBinding
from st_page_state.widgets.one_way import SelectionBinding
from st_page_state.widgets.submit import SubmitBinding
from st_page_state.widgets.tabs import TabsBinding

_T = TypeVar("_T")


class Bindable:
    """The widgets' side of a state class. It contains no logic of its own."""

    __page_state__: ClassVar[Spec]

    @overload
    @classmethod
    def bind(
        cls,
        field: str,
        value: Any = ...,
        *,
        key: str | None = None,
        options: None = None,
        accept_new_options: Literal[False] = False,
        form: bool = False,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> Binding: ...

    @overload
    @classmethod
    def bind(
        cls,
        field: str,
        value: Any = ...,
        *,
        key: str | None = None,
        options: Iterable[_T],
        accept_new_options: Literal[False] = False,
        form: bool = False,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> OptionsBinding[_T]: ...

    @overload
    @classmethod
    def bind(
        cls,
        field: str,
        value: Any = ...,
        *,
        key: str | None = None,
        options: Iterable[_T],
        accept_new_options: Literal[True],
        form: bool = False,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> NewOptionsBinding[_T]: ...

    @classmethod
    @suggesting
    def bind(
        cls,
        field: str,
        value: Any = MISSING,
        *,
        key: str | None = None,
        options: Iterable[Any] | None = None,
        accept_new_options: bool = False,
        form: bool = False,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the keyword arguments that bind a widget to a field, in both directions.

        Args:
            field: the field's name.
            value: an initial value for the widget and the field. It applies only until
                something sets the field, and does not claim the URL.
            key: distinguishes a second widget of the same field on a page from the first.
            options: the widget's options, passed on to it. If the field's value, for example
                from a link, is not an option, the field is set to its default, or to the first
                option if the default is not one either. Lists keep the items that are options.
            accept_new_options: users may also enter values that are not options (selectbox and
                multiselect of Streamlit 1.45 or newer); any value of the field's type is kept.
            form: True for a widget in a form, where Streamlit allows no callbacks. Submitted
                values are applied at the next touch, all fields in one update; if any value is
                rejected, none is applied. Inside ``X.form()`` this is automatic.
            on_change: called with ``args`` and ``kwargs`` after the widget has set the field.

        Returns:
            A dict with ``key``, ``on_change`` (except in forms), and ``options`` and
            ``accept_new_options`` (if given).

        Raises:
            UnknownFieldError: the class has no such field.
            ArgumentError: an option is not of the field's type, ``on_change`` is used in a form, or
                Streamlit is too old for ``accept_new_options``.

        A ``SecretStr`` is a plain text in its widget, ``st.text_input(type="password")``, and thus
        in ``st.session_state`` under the widget's key, as without this library. A ``Path``, a
        ``UUID``, a ``timedelta`` or a model is no widget's own value: give its widget options.

        Example::

            st.selectbox("Status", **FilterState.bind("status", options=["pending", "active"]))
            st.multiselect(
                "Tags", **FilterState.bind("tags", options=["new"], accept_new_options=True)
            )
        """
        then = callback((cls, "bind", field), on_change, args, kwargs)
        arguments = BindArguments(value, key, options, accept_new_options, form, then)
        return binding.bind(cls, field, arguments)

    @classmethod
    @suggesting
    def bind_rows(
        cls,
        field: str,
        *,
        count: int | None = None,
        ids: Iterable[Any] | None = None,
        key: str | None = None,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> SelectionBinding:
        """Return the keyword arguments that bind the selected rows of a table to a field.

        On Streamlit 1.56 and newer in both directions; before, only from the table to the field.

        Args:
            field: the field's name: an ``int | None`` for one row, which wants
                ``selection_mode="single-row"``, or a list or set for several.
            count: the number of the table's rows. The field has their positions, from 0.
            ids: the id of each row, such as ``df["id"]``, instead of ``count``. The field has the
                ids, which stay right when the rows are sorted or filtered.
            key: distinguishes a second table of the same field on a page from the first.
            on_change: called with ``args`` and ``kwargs`` after a selection has set the field.

        Returns:
            A dict with ``key`` and ``on_select``.

        Raises:
            UnknownFieldError: the class has no such field.
            ArgumentError: neither or both of ``count`` and ``ids`` are given, or the ids are not of
                the field's type.

        Rows that the table does not have are taken out of the field; if they came from the URL,
        ``url_errors()`` reports it.

        Example::

            st.dataframe(df, selection_mode="single-row", **X.bind_rows("expense", ids=df["id"]))
        """
        then = callback((cls, "bind_rows", field), on_change, args, kwargs)
        return rows.bind_rows(cls, field, rows.RowsArguments(count, ids, key, then))

    @classmethod
    @suggesting
    def bind_selection(
        cls,
        field: str,
        *,
        key: str | None = None,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> SelectionBinding:
        """Return the keyword arguments that let a field follow the selection in a chart.

        Only from the chart to the field: Streamlit lets no code select in a chart.

        Args:
            field: the field's name, a ``dict[str, Any]`` or a TypedDict. It has what the chart
                returns as its ``selection``.
            key: distinguishes a second chart of the same field on a page from the first.
            on_change: called with ``args`` and ``kwargs`` after a selection has set the field.

        Returns:
            A dict with ``key`` and ``on_select``.

        Raises:
            UnknownFieldError: the class has no such field.

        Example::

            st.plotly_chart(figure, **X.bind_selection("points"))
        """
        then = callback((cls, "bind_selection", field), on_change, args, kwargs)
        return one_way.bind_selection(cls, field, key, then)

    @classmethod
    @suggesting
    def bind_tabs(
        cls,
        field: str,
        tabs: Iterable[str],
        *,
        key: str | None = None,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> TabsBinding:
        """Return the keyword arguments that bind the open one of several tabs to a field.

        A link to a tab that there is not opens the default, or the first tab, and is in
        ``url_errors()``.

        Args:
            field: the field's name: a ``str``, a Literal or a StrEnum.
            tabs: the labels of the tabs, passed on to ``st.tabs``.
            key: distinguishes further tabs of the same field on a page from the first.
            on_change: called with ``args`` and ``kwargs`` after a user has opened another tab.

        Returns:
            A dict with ``tabs``, ``key`` and ``on_change``.

        Raises:
            UnknownFieldError: the class has no such field.
            ArgumentError: a label is not of the field's type, there are none, the tabs are in
                ``X.form()``, or Streamlit is older than 1.55.

        Example::

            chart, table = st.tabs(**X.bind_tabs("view", ["Chart", "Table"]))
            if chart.open:
                chart.line_chart(load())
        """
        then = callback((cls, "bind_tabs", field), on_change, args, kwargs)
        return tabs_.bind_tabs(cls, field, tabs, key, then)

    @classmethod
    @suggesting
    def bind_editor(
        cls,
        field: str,
        *,
        columns: Iterable[str] | Mapping[str, Any] | None = None,
        key: str | None = None,
        form: bool = False,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> EditorBinding:
        """Return the keyword arguments that bind a data editor to a field, in both directions.

        Edited, added and deleted rows reach the field as one change. The editor goes on from
        where it was while users edit, and begins anew when code changes the field.

        Args:
            field: the field's name: a list of dicts, dataclasses or models, or a DataFrame.
            columns: the columns to show of a list, or column -> type; by default those of the
                items' type, or of the rows there are.
            key: distinguishes a second editor of the same field on a page from the first.
            form: True for an editor in a form, where Streamlit allows no callbacks: its edits
                reach the field where it is drawn. Inside ``X.form()`` this is automatic, and a
                button with ``bind_submit()`` takes them over with the other fields.
            on_change: called with ``args`` and ``kwargs`` after an edit has set the field.

        Returns:
            A dict with ``data``, ``key`` and ``on_change`` (except in forms).

        Raises:
            UnknownFieldError: the class has no such field.
            ArgumentError: the list is empty, and neither its items' type nor ``columns`` tells its
                columns.

        What does not fit the field, such as a new row without a required value, stays in the
        editor, and ``widget_errors()`` has the reason, until it is completed.

        Example::

            st.data_editor(**X.bind_editor("lines"), num_rows="dynamic")
        """
        then = callback((cls, "bind_editor", field), on_change, args, kwargs)
        in_form = form or binding.in_form()
        given = editor.EditorArguments(columns, key, in_form, then)
        return editor.bind_editor(cls, field, given)

    @classmethod
    @suggesting
    def form(cls, key: str, **options: Any) -> AbstractContextManager[Any]:
        """Open an ``st.form`` whose bound widgets take effect when it is submitted.

        Args:
            key: distinguishes this form from others of the class.
            options: further arguments of ``st.form``, such as ``clear_on_submit=True``.

        Returns:
            A context manager that yields the form's container.

        Example::

            with FilterState.form("search"):
                st.text_input("Query", **FilterState.bind("query"))
                st.form_submit_button("Search")
        """
        return binding.form(cls, key, options)

    @classmethod
    @suggesting
    def bind_submit(
        cls,
        *,
        check: Callable[[Self], Mapping[str, str] | None] | None = None,
        on_click: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> SubmitBinding:
        """Return the keyword arguments of a form's button that checks what was entered.

        Values that fit their fields, each by itself, are given to ``check`` together. If it
        finds a problem, nothing of the form is taken over: the widgets keep what was entered,
        and ``widget_errors()`` has the reasons until the next submission.

        Args:
            check: takes a snapshot of the state as it would be, and returns what is wrong:
                field -> reason; nothing or an empty dict if all is well. A method of the class
                is such a function. Problems of fields that the form does not have are ignored.
            on_click: called with ``args`` and ``kwargs`` if nothing was rejected, after the
                fields are set. What it sets belongs to the same action.

        Returns:
            A dict with ``on_click``.

        Raises:
            ArgumentError: it is not called in ``X.form()``, or an argument is not a function.

        Example::

            with Trip.form("trip"):
                st.text_input("Name", **Trip.bind("name"))
                st.form_submit_button("Save", **Trip.bind_submit(check=Trip.problems))
        """
        then = callback((cls, "bind_submit", None), on_click, args, kwargs, "on_click")
        return submit.bind_submit(cls, check, then)

    @classmethod
    @suggesting
    def widget_errors(cls) -> dict[str, InvalidWidgetValueError]:
        """Return an error for each field whose bound widget has a rejected value.

        Meanwhile the field keeps its last valid value. An entry is removed when the widget's
        value becomes valid or the field is set, adopted or reset.

        Example::

            if error := TripState.widget_errors().get("dates"):
                st.caption(error.reason)
        """
        return binding.widget_errors(cls)

    @classmethod
    @suggesting
    def options(cls, field: str) -> list[Any]:
        """Return the values a field can have, to use as a widget's options. Needs no session.

        Raises:
            UnknownFieldError: the class has no such field.
            ArgumentError: the field's type has no fixed set of values.

        Example::

            modes = FilterState.options("mode")
            st.radio("Mode", **FilterState.bind("mode", options=modes))
        """
        found = cls.__page_state__.field(field, "options()")
        choices = found.codec.choices
        if choices is None:
            raise ArgumentError(
                f"{cls.__name__}.{field} is {found.type_name}, which has no fixed set of values; "
                "options() is for Enum, Literal and bool fields and for fields with a value_map."
            )
        return list(choices)
