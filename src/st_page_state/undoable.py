"""The class methods of a state class that undo and redo."""

from __future__ import annotations

from typing import ClassVar

from st_page_state.declaration.spec import Spec
from st_page_state.engine import undo
from st_page_state.keywords import suggesting


class Undoable:
    """The history of a state class. It contains no logic of its own."""

    __page_state__: ClassVar[Spec]

    @classmethod
    @suggesting
    def undo(cls) -> None:
        """Undo the last action: set the fields that it changed to their values before it.

        Without a step, nothing happens. ``Config.undo`` says how many are kept. The classes that
        share the URL, directly or through others, have one history; each takes part whose
        ``Config.undo`` says so. Each key of a class has a history of its own, together with those
        classes, and with their keys of the same name; a class's own history tells of no keys.

        A step is an action of the app or of a user: an assignment, an ``update()``, an edit
        of a widget, a form, a ``batch()``; edits of one text that follow each other within a second
        are one step. It includes what hooks have set. Values from the URL, as on
        Back, from a store or from ``on_init`` are no steps, and stay unless the step has changed
        the same field: an undo sets exactly the fields of its step, to exactly their old values.

        An undo is a change that the app makes: it claims the URL, is one entry of the
        browser's history, and is saved. ``before_set`` and ``on_change`` are called, but what
        they set in classes of the same history is ignored, because the step has it already.

        In a ``batch()``, what the block has done until then is a step of its own. ``reset_all()``
        and ``forget()`` are no steps, and also remove their values from the history. A step that no
        longer fits, because the class was edited, is dropped. An object that is held by reference,
        such as a table, has a step when it is assigned, not when it is changed in place.

        Raises:
            StPageStateError: ``Config.undo`` is not set.

        Example::

            class Draft(PageState):
                title: str = StateVar(default="")

                class Config:
                    undo = 50

            st.button("Undo", on_click=Draft.undo, disabled=not Draft.can_undo())
            st.button("Redo", on_click=Draft.redo, disabled=not Draft.can_redo())
        """
        undo.move(cls, forth=False)

    @classmethod
    @suggesting
    def redo(cls) -> None:
        """Redo what was undone last; a new action leaves nothing to redo.

        Raises:
            StPageStateError: ``Config.undo`` is not set.

        Example::

            st.button("Redo", on_click=Draft.redo, disabled=not Draft.can_redo())
        """
        undo.move(cls, forth=True)

    @classmethod
    @suggesting
    def can_undo(cls) -> bool:
        """Return whether there is a step to undo; never if ``Config.undo`` is not set.

        What the script changes further down is known in the next run.

        Example::

            st.button("Undo", on_click=Draft.undo, disabled=not Draft.can_undo())
        """
        return undo.can_move(cls, forth=False)

    @classmethod
    @suggesting
    def can_redo(cls) -> bool:
        """Return whether there is a step to redo; never if ``Config.undo`` is not set.

        Example::

            st.button("Redo", on_click=Draft.redo, disabled=not Draft.can_redo())
        """
        return undo.can_move(cls, forth=True)
