"""PageState, the public interface of the library. It contains no logic of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, ClassVar, Literal, Self, TypeVar, overload

from st_page_state import links
from st_page_state.declaration.fields import MISSING
from st_page_state.engine import operations, resetting
from st_page_state.engine.joining import transaction
from st_page_state.errors import InvalidQueryParamError, InvalidWidgetValueError
from st_page_state.meta import PageStateMeta
from st_page_state.snapshots import Snapshot
from st_page_state.widgets import binding, editor, one_way, rows
from st_page_state.widgets import tabs as tabs_
from st_page_state.widgets.binding import BindArguments, Binding, NewOptionsBinding, OptionsBinding
from st_page_state.widgets.editor import EditorBinding
from st_page_state.widgets.one_way import SelectionBinding
from st_page_state.widgets.tabs import TabsBinding

__all__ = [
    "Binding",
    "EditorBinding",
    "NewOptionsBinding",
    "OptionsBinding",
    "PageState",
    "SelectionBinding",
    "TabsBinding",
    "batch",
    "link",
    "params",
    "reset_all",
]

_T = TypeVar("_T")


class PageState(Snapshot, metaclass=PageStateMeta):
    """Base class of state classes: declare fields, then read and write them on the class.

    The class is the live state of one browser tab. Its values are kept in ``st.session_state``;
    fields with a ``url_key`` also appear in the URL. An instance is a frozen snapshot.

    Example::

        class FilterState(PageState):
            status: str = StateVar(default="pending", url_key="status")
            page: int = StateVar(default=1, url_key="p")

        FilterState.page += 1                       # this tab's state
        FilterState(status="active")                # a snapshot, with page=1

    Reading or writing a field outside a script run raises NoSessionError. Assigning a value
    that cannot be cast to the field's type raises InvalidValueError and changes nothing.
    """

    Config: ClassVar[type]
    """The optional inner class that configures a state class."""

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
            TypeError: an option is not of the field's type, ``on_change`` is used in a form, or
                Streamlit is too old for ``accept_new_options``.

        Example::

            st.selectbox("Status", **FilterState.bind("status", options=["pending", "active"]))
            st.multiselect(
                "Tags", **FilterState.bind("tags", options=["new"], accept_new_options=True)
            )
        """
        then = None if on_change is None else partial(on_change, *(args or ()), **(kwargs or {}))
        arguments = BindArguments(value, key, options, accept_new_options, form, then)
        return binding.bind(cls, field, arguments)

    @classmethod
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
            TypeError: neither or both of ``count`` and ``ids`` are given, or the ids are not of
                the field's type.

        Rows that the table does not have are taken out of the field; if they came from the URL,
        ``url_errors()`` reports it.

        Example::

            st.dataframe(df, selection_mode="single-row", **X.bind_rows("expense", ids=df["id"]))
        """
        then = None if on_change is None else partial(on_change, *(args or ()), **(kwargs or {}))
        return rows.bind_rows(cls, field, rows.RowsArguments(count, ids, key, then))

    @classmethod
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
        then = None if on_change is None else partial(on_change, *(args or ()), **(kwargs or {}))
        return one_way.bind_selection(cls, field, key, then)

    @classmethod
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
            TypeError: a label is not of the field's type, there are none, the tabs are in
                ``X.form()``, or Streamlit is older than 1.55.

        Example::

            chart, table = st.tabs(**X.bind_tabs("view", ["Chart", "Table"]))
            if chart.open:
                chart.line_chart(load())
        """
        then = None if on_change is None else partial(on_change, *(args or ()), **(kwargs or {}))
        return tabs_.bind_tabs(cls, field, tabs, key, then)

    @classmethod
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
                reach the field where it is drawn. Inside ``X.form()`` this is automatic.
            on_change: called with ``args`` and ``kwargs`` after an edit has set the field.

        Returns:
            A dict with ``data``, ``key`` and ``on_change`` (except in forms).

        Raises:
            UnknownFieldError: the class has no such field.
            TypeError: the list is empty, and neither its items' type nor ``columns`` tells its
                columns.

        What does not fit the field, such as a new row without a required value, stays in the
        editor, and ``widget_errors()`` has the reason, until it is completed.

        Example::

            st.data_editor(**X.bind_editor("lines"), num_rows="dynamic")
        """
        then = None if on_change is None else partial(on_change, *(args or ()), **(kwargs or {}))
        in_form = form or binding.in_form()
        given = editor.EditorArguments(columns, key, in_form, then)
        return editor.bind_editor(cls, field, given)

    @classmethod
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
    def update(cls, /, **values: Any) -> None:
        """Set several fields in one transaction. If any value is invalid, none is set.

        Raises:
            UnknownFieldError: the class has no such field.
            InvalidValueError: a value does not fit its field; nothing has changed.

        Example::

            FilterState.update(status="active", page=1)
        """
        _check_names(cls, values, "update()")
        operations.assign(cls, values)

    @classmethod
    def reset(cls, *fields: str) -> None:
        """Reset the named fields, or else all fields, to their defaults in one transaction.

        Raises:
            UnknownFieldError: the class has no such field.

        Example::

            FilterState.reset("page")
        """
        _check_names(cls, fields, "reset()")
        spec = cls.__page_state__
        operations.assign(
            cls, {name: spec.fields[name].default() for name in fields or spec.fields}
        )

    @classmethod
    def dump(cls, mode: Literal["python", "json"] = "python") -> dict[str, Any]:
        """Return the values of all fields as deep copies.

        Args:
            mode: ``"python"`` for the typed values, ``"json"`` for data that ``json.dumps``
                accepts.

        Example::

            requests.post(url, json=FilterState.dump(mode="json"))
        """
        if mode not in ("python", "json"):
            raise ValueError(f'dump() takes mode="python" or mode="json", not {mode!r}.')
        live = operations.values(cls)
        if mode == "python":
            return live
        fields = cls.__page_state__.fields
        return {name: fields[name].codec.to_json(value) for name, value in live.items()}

    @classmethod
    def load(cls, data: Mapping[str, Any]) -> None:
        """Set the fields in a dump of either mode in one transaction; keep all others.

        Raises:
            UnknownFieldError: ``data`` has a key that is not a field; nothing has changed.
            InvalidValueError: a value does not fit its field; nothing has changed.

        Example::

            FilterState.load(json.loads(saved))
        """
        _check_names(cls, data, "load()")
        operations.load(cls, data)

    @classmethod
    def focus(cls) -> None:
        """Claim the URL without changing a value: remove foreign params, publish the class's own.

        Example::

            st.button("Back to the list", on_click=FilterState.focus)
        """
        operations.focus(cls)

    @classmethod
    def schema(cls) -> dict[str, dict[str, Any]]:
        """Return each field's default, url_key, value_map and dtype. Needs no session."""
        return {
            name: {
                "default": field.default(),
                "url_key": field.info.url_key,
                "value_map": None if field.info.value_map is None else dict(field.info.value_map),
                "dtype": field.annotation,
            }
            for name, field in cls.__page_state__.fields.items()
        }

    @classmethod
    def snapshot(cls) -> Self:
        """Return a frozen snapshot of the live values.

        Example::

            st.code(link(FilterState.snapshot(), base="https://app.example"))
        """
        return cls(**operations.values(cls))

    @classmethod
    def apply(cls, snapshot: Self) -> None:
        """Set all fields to a snapshot's values, in one transaction.

        Raises:
            TypeError: ``snapshot`` is not a snapshot of this class.

        Example::

            FilterState.apply(FilterState(status="active"))
        """
        spec = cls.__page_state__
        if not isinstance(snapshot, PageState) or (
            type(snapshot).__page_state__.namespace != spec.namespace
        ):
            raise TypeError(
                f"{spec.name}.apply() takes a snapshot of {spec.name}, such as {spec.name}(...), "
                f"not {_called(snapshot)}."
            )
        operations.assign(cls, snapshot._values())

    @classmethod
    def parse(cls, link: str) -> Self:
        """Return a snapshot of the values in a query string or a full link. Needs no session.

        Foreign params are ignored; fields without a param have their defaults.

        Raises:
            InvalidQueryParamError: params of this class are invalid; the error names them all.

        Example::

            FilterState.parse("?status=active").page == 1
        """
        return cls(**links.values_in(cls.__page_state__, link))

    @classmethod
    def url_errors(cls) -> dict[str, InvalidQueryParamError]:
        """Return an error for each field whose text in the URL was invalid.

        An entry has the text and the reason, and stays until its field is set, adopted or reset.

        Example::

            for field, error in FilterState.url_errors().items():
                st.warning(f"The link's {field} was ignored: {error.reason}")
        """
        spec = cls.__page_state__
        return {
            name: InvalidQueryParamError(spec.name, name, spec.fields[name].param or "", *found)
            for name, found in operations.errors(cls, "url_errors").items()
        }

    @classmethod
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
    def options(cls, field: str) -> list[Any]:
        """Return the values a field can have, to use as a widget's options. Needs no session.

        Raises:
            UnknownFieldError: the class has no such field.
            TypeError: the field's type has no fixed set of values.

        Example::

            st.selectbox("Status", FilterState.options("status"), **FilterState.bind("status"))
        """
        found = cls.__page_state__.field(field, "options()")
        choices = found.codec.choices
        if choices is None:
            raise TypeError(
                f"{cls.__name__}.{field} is {found.type_name}, which has no fixed set of values; "
                "options() is for Enum, Literal and bool fields and for fields with a value_map."
            )
        return list(choices)

    @classmethod
    def on_init(cls) -> None:
        """Hook called at the first touch of the class in a session.

        It writes initial values: the URL overrides them, and no other hook is called. If it is
        stopped early, by ``st.stop()`` or another click, it is called again at the next touch.
        If several threads touch the class first at the same time, each may call it.
        """

    @classmethod
    def on_ready(cls) -> None:
        """Hook called once in a session, after the first touch: the values of the URL are in.

        Load here what depends on them, such as the draft of the id in the link. What it writes
        are first values: they do not claim the URL, and no other hook is called. If it is stopped
        early, by ``st.stop()`` or another click, it is called again at the next touch.

        Example::

            @classmethod
            def on_ready(cls) -> None:
                cls.draft = drafts.load(cls.id)
        """

    @classmethod
    def before_set(cls) -> None:
        """Hook called before fields are set, once per assignment, update, load or reset."""

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        """Hook called after the app or a widget has changed a field; not for adopted values."""

    @classmethod
    def on_adopt(cls, changed: dict[str, Any], /) -> None:
        """Hook called after fields have adopted values from the URL: field -> new value.

        It is not called at the first touch in a session. Its writes do not claim the URL.
        """

    @classmethod
    def on_url_error(cls, field: str, text: str, error: InvalidQueryParamError, /) -> None:
        """Hook called for an invalid text in the URL; the field keeps its value."""


@contextmanager
def batch() -> Generator[None, None, None]:
    """Run the block as one transaction: the URL is written once, at the end.

    Hooks are still called at each write. An exception rolls back the whole block, except for
    changes in place. If ``st.stop()``, ``st.rerun()`` or ``st.switch_page()`` ends the block,
    everything done until then is kept and published.

    Tasks that begin in the block belong to it as long as it is open: the block may wait for
    them. What they write after its end, and what a thread writes at any time, is an action of
    its own. A block in a generator ends with the generator.

    Example::

        with batch():
            FilterState.reset()
            NavState.view = "list"
    """
    with transaction():
        yield


def reset_all() -> None:
    """Reset all fields of all state classes of this session, as for logging out, in one update.

    Own params in the URL become those of the defaults; those of another page's classes are
    removed, and so is what a class would have taken from the link at its first touch. Foreign
    and protected params stay. Bound widgets show the defaults, errors are gone, and what
    ``bind(value=...)`` gives applies again. ``before_set`` is called once per class and
    ``on_change`` once per changed field, when all classes have been reset.

    Keys of your own in ``st.session_state`` are not touched.

    Example::

        st.button("Log out", on_click=reset_all)
    """
    resetting.reset_all()


def link(*snapshots: PageState, base: str = "") -> str:
    """Return a link that opens the app with the values of these snapshots.

    Args:
        snapshots: instances of state classes; their URL fields go into the query string.
        base: the URL to extend. Its other params and its fragment are kept.

    Raises:
        TypeError: an argument is not a snapshot.
        StPageStateError: two snapshots own the same query parameter.

    Example::

        link(FilterState(status="active"), base="https://app.example/?lang=en")
    """
    _check_snapshots(snapshots, "link()")
    return links.link_to(snapshots, base)


def params(*snapshots: PageState) -> dict[str, str | list[str]]:
    """Return the query params of these snapshots, for going to another page with state.

    ``st.switch_page`` and ``st.page_link`` take them as ``query_params`` (Streamlit 1.52 and
    newer). The page opens with its state in its address, as one entry of the browser's history.

    Args:
        snapshots: instances of state classes; their URL fields become params.

    Returns:
        The params: a text each, or a list of texts for a list of several items.

    Raises:
        TypeError: an argument is not a snapshot.
        StPageStateError: two snapshots own the same query parameter.

    Example::

        st.switch_page("detail.py", query_params=params(DetailState(id=22)))
    """
    _check_snapshots(snapshots, "params()")
    desired = links.params_of(snapshots, "params()")
    return {
        name: texts[0] if len(texts) == 1 else list(texts)
        for name, texts in desired.items()
        if texts is not None
    }


def _check_snapshots(snapshots: Iterable[object], doing: str) -> None:
    for snapshot in snapshots:
        if not isinstance(snapshot, PageState):
            raise TypeError(
                f"{doing} takes snapshots, such as X(...) or X.snapshot(), not {_called(snapshot)}."
            )


def _check_names(cls: type[PageState], names: Iterable[object], doing: str) -> None:
    for name in names:
        cls.__page_state__.field(name, doing)


def _called(thing: object) -> str:
    if isinstance(thing, PageStateMeta):
        return f"the class {thing.__name__} itself (use {thing.__name__}.snapshot())"
    return f"a {type(thing).__name__}"
