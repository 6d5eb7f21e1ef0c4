"""PageState, the public interface of the library. It contains no logic of its own."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, ClassVar, Literal, Self

from st_page_state import links
from st_page_state.declaration.hooks import Hooks
from st_page_state.engine import forgetting, operations
from st_page_state.errors import (
    ArgumentError,
    InvalidQueryParamError,
    StPageStateError,
    quote,
)
from st_page_state.keyed import class_of_key
from st_page_state.keywords import suggesting
from st_page_state.meta import PageStateMeta, called
from st_page_state.savable import Savable, Saved
from st_page_state.snapshots import Snapshot
from st_page_state.undoable import Undoable
from st_page_state.widgets.bindable import Bindable
from st_page_state.widgets.binding import Binding, NewOptionsBinding, OptionsBinding
from st_page_state.widgets.editor import EditorBinding
from st_page_state.widgets.one_way import SelectionBinding
from st_page_state.widgets.submit import SubmitBinding
from st_page_state.widgets.tabs import TabsBinding

__all__ = [
    "Binding",
    "EditorBinding",
    "NewOptionsBinding",
    "OptionsBinding",
    "PageState",
    "Saved",
    "SelectionBinding",
    "SubmitBinding",
    "TabsBinding",
]


class PageState(Bindable, Savable, Undoable, Hooks, Snapshot, metaclass=PageStateMeta):
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

    keyed_by: ClassVar[str | None] = None
    """The key that ``X.of(key)`` is the state of; None on the class itself."""

    @classmethod
    @suggesting
    def of(cls, key: str | int) -> type[Self]:
        """Return the state of one key: the same fields and hooks, with values of their own.

        It is a subclass that is used like the class itself. ``Draft.of("22").body`` has its own
        place in the session, and with ``url_key="body"`` the param ``22.body``, after the
        ``url_prefix``. The keys of a class and the class itself share the URL. Hooks are called
        once per key, and learn it from ``cls.keyed_by``.

        Args:
            key: a text of at most 256 characters, or an integer, which is the same as its text.
                In params ``.`` is written as ``~1`` and ``~`` as ``~0``.

        Raises:
            ArgumentError: the key is neither text nor an integer; or it is empty, too long, or has
                a lone surrogate.

        Example::

            for row in rows:
                st.text_input(row.name, **Draft.of(row.id).bind("body"))
        """
        keyed: type[Self] = class_of_key(cls, key)
        return keyed

    @classmethod
    @suggesting
    def keys(cls) -> list[str]:
        """Return the keys of the class that this session has used, in order of their first use.

        ``reset_all()`` and ``forget()`` begin the list anew.

        Example::

            st.write("Open drafts:", *Draft.keys())
        """
        return forgetting.keys(cls)

    @classmethod
    @suggesting
    def forget(cls) -> None:
        """Remove the class's values from the session, its params from the URL, and what is saved.

        The next touch is again the first one in the session. No hook is called. The keys of a
        class are not forgotten with it, nor it with them.

        Raises:
            StoreUnavailableError: what is saved cannot be deleted now; nothing has changed.

        Example::

            if st.button("Discard"):
                Draft.of(22).forget()
        """
        forgetting.forget(cls)

    @classmethod
    @suggesting
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
    @suggesting
    def reset(cls, *fields: str) -> None:
        """Reset the named fields, or else all fields, to their defaults in one transaction.

        Defaults are values like others: of a class with ``Config.persist`` they are saved.

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
    @suggesting
    def dump(
        cls, mode: Literal["python", "json"] = "python", *, exclude: Collection[str] = ()
    ) -> dict[str, Any]:
        """Return the values of all fields as deep copies.

        Args:
            mode: ``"python"`` for the typed values; ``"json"`` for data that ``json.dumps``
                accepts and ``load(data, mode="json")`` reads back: the same values, whatever
                their types. Where a union's member cannot be told from the JSON alone, an object
                with one key names it: ``{"=bytes": "YQ=="}``. A field that may hold a SecretStr
                or SecretBytes is left out.
            exclude: fields to leave out.

        Raises:
            ArgumentError: there is no such mode, or ``exclude`` is a single text.
            UnknownFieldError: the class has no field that ``exclude`` names.
            NoJsonError: values have no JSON, such as NaN or a DataFrame; it names their fields.

        Example::

            requests.post(url, json=FilterState.dump(mode="json"))
        """
        if mode not in ("python", "json"):
            raise _no_such_mode(cls, "dump()", mode)
        if isinstance(exclude, str):
            raise ArgumentError(
                f"{cls.__name__}.dump() takes the names of fields to leave out, not one text: "
                f"exclude=[{quote(exclude)}]."
            )
        _check_names(cls, exclude, "dump()")
        if mode == "json":
            return operations.dump_json(cls, exclude)
        return {name: v for name, v in operations.values(cls).items() if name not in exclude}

    @classmethod
    @suggesting
    def load(
        cls,
        data: Mapping[str, Any],
        mode: Literal["python", "json"] = "python",
        *,
        strict: bool = True,
    ) -> dict[str, StPageStateError]:
        """Set the fields in a dump, in one transaction; keep all others.

        Args:
            data: field -> value.
            mode: ``"json"`` for what ``dump(mode="json")`` returned; ``"python"`` casts each value
                as an assignment does.
            strict: whether to load all of it or nothing. If False, what fits is loaded: use it
                for data that an older version of the app has saved.

        Returns:
            The fields that were not loaded, each with its error; an empty dict if ``strict``.

        Raises:
            ArgumentError: ``data`` is not a mapping, or there is no such mode.
            UnknownFieldError: ``strict``, and ``data`` has a key that is not a field.
            InvalidValueError: ``strict``, and a value does not fit its field.

        Example::

            for name, error in FilterState.load(saved, mode="json", strict=False).items():
                st.warning(f"{name} was not restored.")
        """
        if mode not in ("python", "json"):
            raise _no_such_mode(cls, "load()", mode)
        if not isinstance(data, Mapping):
            raise ArgumentError(
                f"{cls.__name__}.load() takes a dump, a dict from field to value, not a value of "
                f"type {type(data).__name__}."
            )
        if strict:
            _check_names(cls, data, "load()")
        return operations.load(cls, data, mode, strict=strict)

    @classmethod
    @suggesting
    def focus(cls) -> None:
        """Claim the URL without changing a value: remove foreign params, publish the class's own.

        Example::

            st.button("Back to the list", on_click=FilterState.focus)
        """
        operations.focus(cls)

    @classmethod
    @suggesting
    def schema(cls) -> dict[str, dict[str, Any]]:
        """Return each field's default, url_key, value_map and dtype. Needs no session.

        Example::

            in_links = [name for name, facts in FilterState.schema().items() if facts["url_key"]]
        """
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
    @suggesting
    def snapshot(cls) -> Self:
        """Return a frozen snapshot of the live values.

        Example::

            st.code(link(FilterState.snapshot(), base="https://app.example"))
        """
        return cls._of(operations.values(cls))

    @classmethod
    @suggesting
    def apply(cls, snapshot: Self) -> None:
        """Set all fields to a snapshot's values, in one transaction.

        A snapshot of another key of the class will do.

        Raises:
            ArgumentError: ``snapshot`` is not a snapshot of this class.

        Example::

            FilterState.apply(FilterState(status="active"))
        """
        spec = cls.__page_state__
        if not isinstance(snapshot, PageState) or (
            type(snapshot).__page_state__.base.namespace != spec.base.namespace
        ):
            raise ArgumentError(
                f"{spec.name}.apply() takes a snapshot of {spec.name}, such as {spec.name}(...), "
                f"not {called(snapshot)}."
            )
        operations.assign(cls, snapshot._values())

    @classmethod
    @suggesting
    def parse(cls, link: str) -> Self:
        """Return a snapshot of the values in a query string or a full link. Needs no session.

        Foreign params are ignored; fields without a param have their defaults.

        Raises:
            ArgumentError: ``link`` is not a str.
            InvalidQueryParamError: params of this class are invalid; the error names them all.

        Example::

            FilterState.parse("?status=active").page == 1
        """
        return cls(**links.values_in(cls.__page_state__, link))

    @classmethod
    @suggesting
    def url_errors(cls) -> dict[str, InvalidQueryParamError]:
        """Return an error for each field whose text in the URL was invalid.

        An entry has the text and the reason, and stays until its field is set, adopted or reset.
        The reason is plain in Markdown, whatever the link says; the text is as it came.

        Example::

            for field, error in FilterState.url_errors().items():
                st.warning(f"The link's {field} was ignored: {error.reason}")
        """
        spec = cls.__page_state__
        return {
            name: InvalidQueryParamError(spec.name, name, spec.fields[name].param or "", *found)
            for name, found in operations.errors(cls, "url_errors").items()
        }


def _check_names(cls: type[PageState], names: Iterable[object], doing: str) -> None:
    for name in names:
        cls.__page_state__.field(name, doing)


def _no_such_mode(cls: type[PageState], doing: str, mode: object) -> ArgumentError:
    return ArgumentError(
        f'{cls.__name__}.{doing} takes mode="python" or mode="json", not {quote(mode)}.'
    )
