"""PageState: the face of the library. It holds no logic of its own."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from typing import Any, ClassVar, Literal, Self, TypeVar, overload

from st_page_state import links
from st_page_state.declaration.fields import MISSING
from st_page_state.engine import operations
from st_page_state.engine.transaction import transaction
from st_page_state.errors import InvalidQueryParamError, InvalidWidgetValueError
from st_page_state.meta import PageStateMeta
from st_page_state.snapshots import Snapshot
from st_page_state.widgets import binding
from st_page_state.widgets.binding import Binding, OptionsBinding

__all__ = ["Binding", "OptionsBinding", "PageState", "batch", "link"]

_T = TypeVar("_T")


class PageState(Snapshot, metaclass=PageStateMeta):
    """Base of state classes: declare fields, and read and write them on the class.

    The class is the live state of this browser tab: its values lie in ``st.session_state``,
    and those with a ``url_key`` in the address too. An instance is a frozen snapshot.

    Example::

        class FilterState(PageState):
            status: str = StateVar(default="pending", url_key="status")
            page: int = StateVar(default=1, url_key="p")

        FilterState.page += 1                       # this tab's state
        FilterState(status="active")                # a snapshot, with page=1

    Reading or writing a field anywhere but in a script run raises NoSessionError; a value
    that cannot be cast to the field's type raises InvalidValueError and changes nothing.
    """

    Config: ClassVar[type]
    """The inner class with a state class's options, where it has one."""

    @overload
    @classmethod
    def bind(
        cls,
        field: str,
        value: Any = ...,
        *,
        key: str | None = None,
        options: None = None,
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
        form: bool = False,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> OptionsBinding[_T]: ...

    @classmethod
    def bind(
        cls,
        field: str,
        value: Any = MISSING,
        *,
        key: str | None = None,
        options: Iterable[Any] | None = None,
        form: bool = False,
        on_change: Callable[..., Any] | None = None,
        args: Sequence[Any] | None = None,
        kwargs: Mapping[str, Any] | None = None,
    ) -> Any:
        """Return the keyword arguments that tie a widget to a field, both ways.

        Args:
            field: the field's name.
            value: a first value for widget and field; used once, while nothing has set the
                field, and no claim on the URL.
            key: tells a second widget of the same field, on the same page, from the first.
            options: what the widget offers, passed on to it. A value that is not among them,
                from a link for example, becomes the default if that is offered, else the
                first option; of several values those stay that are offered.
            form: the widget stands in a form: Streamlit allows no callback there. What was
                submitted is taken over at the next touch, all fields in one update or, if one
                is refused, none. Inside ``X.form()`` it is so by itself.
            on_change: called after the field was set from the widget, with ``args`` and
                ``kwargs``.

        Returns:
            ``key`` and ``on_change`` for a widget that takes them, and ``options`` if given.

        Raises:
            UnknownFieldError: the class has no such field.
            TypeError: an option is not of the field's type, or ``on_change`` is in a form.

        Example::

            st.selectbox("Status", **FilterState.bind("status", options=["pending", "active"]))
        """
        cls.__page_state__.field(field, "bind()")
        then = None if on_change is None else partial(on_change, *(args or ()), **(kwargs or {}))
        return binding.bind(cls, field, binding.BindArguments(value, key, options, form, then))

    @classmethod
    def form(cls, key: str, **options: Any) -> AbstractContextManager[Any]:
        """Open an ``st.form`` in which every bound widget waits for the submit button.

        Args:
            key: tells this form from others of the class.
            options: what else ``st.form`` takes, such as ``clear_on_submit=True``.

        Returns:
            The form's place, for ``with``.

        Example::

            with FilterState.form("search"):
                st.text_input("Query", **FilterState.bind("query"))
                st.form_submit_button("Search")
        """
        return binding.form(cls, key, options)

    @classmethod
    def update(cls, **values: Any) -> None:
        """Set several fields as one action: all of them or, if one is refused, none.

        Raises:
            UnknownFieldError: the class has no such field.
            InvalidValueError: a value does not fit.

        Example::

            FilterState.update(status="active", page=1)
        """
        _check_names(cls, values, "update()")
        operations.assign(cls, values)

    @classmethod
    def reset(cls, *fields: str) -> None:
        """Give fields their defaults back, all of them if none is named, as one action.

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
        """Return all values, touched or not, as deep copies.

        Args:
            mode: ``"python"`` for the typed values, ``"json"`` for data that ``json.dumps``
                takes.

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
        """Set the fields of a dump, of either mode, as one action; others stay as they are.

        Raises:
            UnknownFieldError: ``data`` has a key that is no field; nothing has changed.
            InvalidValueError: a value does not fit; nothing has changed.

        Example::

            FilterState.load(json.loads(saved))
        """
        _check_names(cls, data, "load()")
        operations.load(cls, data)

    @classmethod
    def focus(cls) -> None:
        """Claim the URL without a change: foreign params go, the class's own are there.

        Example::

            st.button("Back to the list", on_click=FilterState.focus)
        """
        operations.focus(cls)

    @classmethod
    def schema(cls) -> dict[str, dict[str, Any]]:
        """Return each field's default, url_key, value_map and dtype; needs no session."""
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
        """Make a snapshot's values live, as one action.

        Raises:
            TypeError: it is no snapshot of this class.

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
        """Return the snapshot that a query string or a whole link holds; needs no session.

        Params of others are ignored, and what is missing has its default.

        Raises:
            InvalidQueryParamError: params of this class do not fit; it names them all.

        Example::

            FilterState.parse("?status=active").page == 1
        """
        return cls(**links.values_in(cls.__page_state__, link))

    @classmethod
    def url_errors(cls) -> dict[str, InvalidQueryParamError]:
        """Return what the URL held that did not fit, field -> error with its text and reason.

        An entry stays until its field is set, adopted or reset.

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
        """Return what bound widgets hold that does not fit, field -> error.

        The field keeps its last valid value meanwhile; the entry goes when the widget's value
        fits again or the field is set, adopted or reset.

        Example::

            if error := TripState.widget_errors().get("dates"):
                st.caption(error.reason)
        """
        return binding.widget_errors(cls)

    @classmethod
    def options(cls, field: str) -> list[Any]:
        """Return the values a field can have, for a widget's options; needs no session.

        Raises:
            UnknownFieldError: the class has no such field.
            TypeError: the field's type has no closed set of values.

        Example::

            st.selectbox("Status", FilterState.options("status"), **FilterState.bind("status"))
        """
        found = cls.__page_state__.field(field, "options()")
        choices = found.codec.choices
        if choices is None:
            raise TypeError(
                f"{cls.__name__}.{field} is {found.type_name}, which has no closed set of values; "
                "options() is for Enum, Literal and bool fields and those with a value_map."
            )
        return list(choices)

    @classmethod
    def on_init(cls) -> None:
        """Hook: the class is touched for the first time in a session.

        What it writes are first values: the URL wins over them, and no other hook fires. Where
        it is stopped before its end, by ``st.stop()`` or another click, it is called again at
        the next use of the class. Threads that use the class first at once may each call it.
        """

    @classmethod
    def before_set(cls) -> None:
        """Hook: fields are about to be set, once per assignment, update, load or reset."""

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        """Hook: the app or a widget changed a field. Not for defaults or adopted values."""

    @classmethod
    def on_adopt(cls, changed: dict[str, Any], /) -> None:
        """Hook: the URL changed and these fields took its values, field -> new value.

        Not at the first touch in a session. What it writes is no claim on the URL.
        """

    @classmethod
    def on_url_error(cls, field: str, text: str, error: InvalidQueryParamError, /) -> None:
        """Hook: the URL held a text that does not fit the field; the field keeps its value."""


@contextmanager
def batch() -> Generator[None, None, None]:
    """Make everything in the block one action: the URL is written once, at its end.

    Hooks fire at each write. An exception takes the whole block back, but for what was changed
    in place. Where ``st.stop()``, ``st.rerun()`` or ``st.switch_page()`` ends the block, what was
    done until then is kept and published.

    Example::

        with batch():
            FilterState.reset()
            NavState.view = "list"
    """
    with transaction():
        yield


def link(*snapshots: PageState, base: str = "") -> str:
    """Return a link that opens the app with these values.

    Args:
        snapshots: instances of state classes; their URL fields go into the query string.
        base: the address to build on. Its other params and its fragment stay.

    Raises:
        TypeError: something else than a snapshot was given.
        StPageStateError: two snapshots own the same query parameter.

    Example::

        link(FilterState(status="active"), base="https://app.example/?lang=en")
    """
    for snapshot in snapshots:
        if not isinstance(snapshot, PageState):
            raise TypeError(
                f"link() takes snapshots, such as X(...) or X.snapshot(), not {_called(snapshot)}."
            )
    return links.link_to(snapshots, base)


def _check_names(cls: type[PageState], names: Iterable[object], doing: str) -> None:
    for name in names:
        cls.__page_state__.field(name, doing)


def _called(thing: object) -> str:
    if isinstance(thing, PageStateMeta):
        return f"the class {thing.__name__} itself (take {thing.__name__}.snapshot())"
    return f"a {type(thing).__name__}"
