"""bind_editor(): keeps the rows of a data editor and a field in sync.

Streamlit takes an editor for another one when its data change, and then drops its edits; and
nobody may assign its key. So an editor is given a base that stays as it is while users edit,
and the field is the base with all their edits applied. The base is only replaced, under another
key, when code has changed the field or the editor is drawn anew.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple, NotRequired, TypedDict

from st_page_state.codecs.equality import alike
from st_page_state.declaration.arguments import MISSING
from st_page_state.declaration.fields import Field
from st_page_state.declaration.spec import Spec
from st_page_state.engine.class_state import Base, ClassState
from st_page_state.engine.joining import transaction
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.reopened import drop
from st_page_state.engine.transaction import Transaction
from st_page_state.engine.widget_input import (
    Edited,
    Rejected,
    apply_input,
    clear_refusal,
    identity,
    in_browser,
    is_refused,
    refuse,
)
from st_page_state.errors import ArgumentError
from st_page_state.ports import SessionPort, WidgetSession
from st_page_state.widgets.binding import present_form
from st_page_state.widgets.edits import NO_EDITS, joined_edits, plain_edits
from st_page_state.widgets.frames import Frames
from st_page_state.widgets.keys import further_key, widget_key
from st_page_state.widgets.records import Records
from st_page_state.widgets.sync import await_early


class EditorBinding(TypedDict):
    """The keyword arguments that bind a data editor to a field.

    Example::

        def lines(binding: EditorBinding) -> None:
            st.data_editor(num_rows="dynamic", **binding)
    """

    data: Any
    key: str
    on_change: NotRequired[Callable[[], None]]


class EditorArguments(NamedTuple):
    """The arguments of ``bind_editor()``.

    Attributes:
        columns: the columns, or column -> type; None for those of the items.
        key: distinguishes a further editor of the same field from the first.
        form: the editor is in a form.
        on_change: the app's own callback.
    """

    columns: Iterable[str] | Mapping[str, Any] | None
    key: str | None
    form: bool
    on_change: Callable[[], Any] | None


def bind_editor(cls: Any, name: str, arguments: EditorArguments) -> EditorBinding:
    """Return the keyword arguments that bind a data editor to a field."""
    spec: Spec = cls.__page_state__
    field = spec.field(name, "bind_editor()")
    further = further_key(spec, name, arguments.key, "bind_editor")
    editor = Editor(cls, field, f"{widget_key(spec, name)}@editor{further}", arguments)
    with transaction() as tx:
        reconcile(tx, cls, binds=True)
        editor.take_missed(tx)
        base = editor.base(tx)
        form = present_form()
        await_early(tx, cls, field, editor.key(base), take=editor.take_missed, form=form)
        rows = field.codec.load(base.rows)
        data = editor.table(rows).data(rows, base.columns)
    key = editor.key(base)
    if arguments.form:
        if form is not None:
            form.tables.append(FormTable(editor, base))
        return {"data": data, "key": key}
    return {"data": data, "key": key, "on_change": OnTableEdit(editor, base, arguments.on_change)}


class Editor:
    """One editor of a field.

    Args:
        cls: the state class.
        field: the field.
        name: the beginning of the editor's key, which the number of its base completes.
        arguments: the arguments of ``bind_editor()``.
    """

    def __init__(self, cls: Any, field: Field, name: str, arguments: EditorArguments) -> None:
        self.cls, self.field, self.name = cls, field, name
        self._records = Records(field.annotation, arguments.columns, field.default)

    def key(self, base: Base) -> str:
        """Return the key of the editor with a base."""
        return f"{self.name}/{base.number}"

    def table(self, rows: Any) -> Records | Frames:
        """Return what shows and edits a field's value."""
        return Frames() if hasattr(rows, "iloc") else self._records

    def base(self, tx: Transaction) -> Base:
        """Return the base of the editor that is drawn now, a new one where it is needed."""
        state = self._state(tx)
        was = state.editors.get(self.name)
        if was is not None and self._stays(tx, state, was):
            widget = identity(tx.ports.session, self.key(was))
            return was if was.widget == widget else self.keep(tx, was._replace(widget=widget))
        if was is not None:
            state = tx.changes.own(self.cls.__page_state__.namespace)
            clear_refusal(state, self.field, self.key(was))
            state.given_up.pop(self.key(was), None)
        stored = state.values[self.field.name]
        rows: Any = self.field.codec.load(stored)
        if not (hasattr(rows, "iloc") or _is_list_or_none(rows)):
            raise ArgumentError(
                f"{self.field.cls}.bind_editor({self.field.name!r}, ...) is for a table or a list, "
                f"and the field is {self.field.type_name}."
            )
        columns = self.table(rows).columns(rows)
        if not columns:
            columns = self._former_columns(was)
        kept = _unshared(stored)
        former = self._open_number(tx) - 1 if was is None else was.number
        number = _next_number(tx.ports.session, self.name, former)
        return self.keep(tx, Base(number, state.visit, kept, kept, tuple(columns)))

    def take(self, tx: Transaction, base: Base, then: Callable[[], Any] | None = None) -> None:
        """Set the field to a base with the edits that its editor holds now."""
        key, (found, base) = self.key(base), self.entered(tx, base)
        if isinstance(found, Rejected):
            refuse(tx.changes.own(self.cls.__page_state__.namespace), self.field, key, *found)
        elif found is not None:
            self.keep(tx, base)
            apply_input(tx, self.cls, {key: (self.field, found.checked)}, then)
            self._state(tx).shown.pop(key, None)

    def entered(self, tx: Transaction, base: Base) -> tuple[Edited | Rejected | None, Base]:
        """Return what an editor holds, if that is anything new, and its base with that."""
        session, key = tx.ports.session, self.key(base)
        entered = session.get(key, MISSING)
        if entered is MISSING:  # the app has deleted the key since the editor was drawn
            return None, base
        edits, widget = plain_edits(entered), identity(session, key)
        if base.widget not in (None, widget):
            base = base._replace(widget=widget, carried=base.edits)
        if base.carried is not None:
            edits = joined_edits(base.carried, edits)
        if edits == (base.edits or NO_EDITS) and key not in self._state(tx).refused:
            return None, base
        rows = self.field.codec.load(base.rows)
        try:
            checked = self.field.cast(self.table(rows).edited(rows, edits, base.columns))
        except ValueError as error:
            return Rejected(entered, str(error)), base
        now = base._replace(stored=_unshared(checked.stored), edits=edits)
        return Edited(entered, checked), now

    def take_missed(self, tx: Transaction) -> None:
        """Take edits whose callback did not run, as in a form or after a stopped run."""
        base = self.missed(tx)
        if base is not None:
            state, key = self._state(tx), self.key(base)
            entered = tx.ports.session[key]
            if not is_refused(state, key, entered) and repr(entered) != state.given_up.get(key):
                self.take(tx, base)

    def missed(self, tx: Transaction) -> Base | None:
        """Return the base of which an editor may hold edits that the field has not."""
        state = self._state(tx)
        base, session = state.editors.get(self.name), tx.ports.session
        if base is None or base.visit is None or self.key(base) not in session:
            return None
        return base if alike(state.values[self.field.name], base.stored) else None

    def _state(self, tx: Transaction) -> ClassState:
        return tx.memory.classes[self.cls.__page_state__.namespace]

    def keep(self, tx: Transaction, base: Base) -> Base:
        """Record the base of the editor; return it."""
        state = tx.changes.own(self.cls.__page_state__.namespace)
        editors = state.editors
        if len(editors) >= _MOST_EDITORS and self.name not in editors:
            # Streamlit has dropped what it does not draw: drawn again, an editor begins anew.
            held = tx.ports.session
            editors = {n: b for n, b in editors.items() if f"{n}/{b.number}" in held}
        state.editors = {**editors, self.name: base}
        return base

    def _stays(self, tx: Transaction, state: ClassState, base: Base) -> bool:
        """Return whether the editor shows its base with all of its edits."""
        session, key = tx.ports.session, self.key(base)
        return (
            base.visit == state.visit
            and key in session
            and (key not in state.refused or self.field.name in state.widget_errors)
            and (hasattr(base.rows, "iloc") or self._records.has(base.columns))
            and alike(state.values[self.field.name], base.stored)
            and base.widget in (None, identity(session, key))
            and base.carried is None
            and (base.edits is None or in_browser(session, key))
        )

    def _open_number(self, tx: Transaction) -> int:
        """Return the number of the editor on a page that was open before the session, else 1."""
        start = f"{self.name}/"
        keys = [key.removeprefix(start) for key in tx.memory.early if key.startswith(start)]
        return max([int(number) for number in keys if number.isdecimal()], default=1)

    def _former_columns(self, was: Base | None) -> list[str]:
        """Return the columns of a list that has no rows now."""
        columns = list(was.columns) if was is not None else []
        if not columns:
            default = self.field.default()
            columns = self.table(default).columns(default or [])
        if not columns:
            raise ArgumentError(
                f"{self.field.cls}.bind_editor({self.field.name!r}, ...) has no rows to take its "
                "columns from: name them, as in columns=['item', 'price'], or declare the list's "
                "items as a dataclass, a TypedDict or a model."
            )
        return columns


class FormTable:
    """An editor in a form of ``X.form()``, whose button submits its edits."""

    def __init__(self, editor: Editor, base: Base) -> None:
        self.cls, self.field, self.key = editor.cls, editor.field, editor.key(base)
        self._editor, self._base = editor, base

    def submitted(self, tx: Transaction) -> Edited | Rejected | None:
        """Return what it submits, if that is anything new."""
        base = self._editor.missed(tx)
        if base is None or base.number != self._base.number:
            return None
        found, self._base = self._editor.entered(tx, base)
        return found

    def keep(self, tx: Transaction) -> None:
        """Record that the field gets what was submitted."""
        self._editor.keep(tx, self._base)


def _next_number(session: SessionPort, name: str, former: int) -> int:
    if isinstance(session, WidgetSession):
        return session.next_number(name, former)
    return former + 1


def _unshared(stored: Any) -> Any:
    """Return a stored value that code cannot change in place: a table is held by reference."""
    return stored.copy() if hasattr(stored, "iloc") else stored


def _is_list_or_none(rows: object) -> bool:
    return rows is None or isinstance(rows, list | tuple)


class OnTableEdit:
    """The callback of an editor: sets the field, then calls the app's own callback."""

    __slots__ = ("_base", "_editor", "_then")

    def __init__(self, editor: Editor, base: Base, then: Callable[[], Any] | None) -> None:
        self._editor, self._base, self._then = editor, base, then

    def __call__(self) -> None:
        with transaction() as tx:
            drop(tx, self._editor.cls, self._editor.key(self._base))
            state = reconcile(tx, self._editor.cls)
            base = state.editors.get(self._editor.name)
            if base is None or base.number != self._base.number:
                base = self._base  # a stopped run has replaced it, and nobody has seen that
            self._editor.take(tx, base, self._then)


_MOST_EDITORS = 16
