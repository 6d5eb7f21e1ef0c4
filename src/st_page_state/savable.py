"""The class methods of a state class about its saved values."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import ClassVar, NamedTuple

from st_page_state.declaration.spec import Spec
from st_page_state.engine import keeping, taking_over
from st_page_state.engine.saved_record import Status
from st_page_state.errors import InvalidSavedValueError
from st_page_state.keywords import suggesting


class Saved(NamedTuple):
    """How the saved values of a class are.

    Attributes:
        status: ``"recovered"``: the store has values. ``"new"``: it has none yet. ``"off"``:
            nothing is saved, because no store is configured or nobody is known. ``"newer"``: a
            newer version of the app has saved them, or ``migrate()`` has raised: they are left
            alone, and the class begins without them.
            ``"unavailable"``: the store does not answer; the next change of a saved field tries
            again. ``"too large"``: the values are over the limit of 1 MB.
        why: the reason, for a log; empty if there is none.
        at: when values were last saved, in UTC; None if they never were.
    """

    status: Status
    why: str
    at: datetime | None


class Savable:
    """The store's side of a state class. It contains no logic of its own."""

    __page_state__: ClassVar[Spec]

    @classmethod
    @suggesting
    def saved(cls) -> Saved:
        """Return how the saved values of the class are: recovered, new, unavailable.

        It does not ask the store.

        Example::

            status, why, at = Draft.saved()
            if status == "unavailable":
                st.caption("Your changes are not saved at the moment.")
        """
        record = keeping.record(cls)
        at = None if record.at is None else datetime.fromtimestamp(record.at, UTC)
        return Saved(record.status, record.why, at)

    @classmethod
    @suggesting
    def saved_errors(cls) -> dict[str, InvalidSavedValueError]:
        """Return an error for each field whose saved value does not fit; empty if all do.

        Such a field has its default. What was saved stays in the store until the field is set.

        Example::

            for name in Draft.saved_errors():
                st.warning(f"What you had saved as {name} could not be read.")
        """
        return {
            name: InvalidSavedValueError(cls.__page_state__.name, name, reason)
            for name, reason in keeping.record(cls).errors.items()
        }

    @classmethod
    @suggesting
    def refresh(cls) -> None:
        """Read the saved values again, for instance to see what another tab has changed.

        Without it a tab sees what other tabs have saved when it saves something itself, and when a
        new session begins.

        Fields whose change is still to be saved keep their values. What has changed is adopted:
        it claims no URL and calls no ``on_change``.

        Example::

            st.button("Look for changes", on_click=Draft.refresh)
        """
        keeping.refresh(cls)

    @classmethod
    @suggesting
    def saved_keys(cls) -> list[str]:
        """Return the keys of the class for which something is saved, of the present user.

        A key of more than 300 bytes, or with a NUL, is saved, but not listed. The order is the
        store's.

        Raises:
            StoreUnavailableError: the store does not answer.

        Example::

            for key in Draft.saved_keys():
                st.page_link("detail.py", query_params=params(Detail(id=int(key))))
        """
        return keeping.saved_keys(cls)

    @classmethod
    @suggesting
    def take_over(cls) -> bool:
        """Give the values of this browser to the user who has logged in, once.

        It is for a class with ``persist = "browser"``, whose values were a visitor's until somebody
        logged in. A class gives the values of all its keys, too (of those that :meth:`saved_keys`
        lists); ``Draft.of("22").take_over()`` gives those of one key alone. Where both have set a
        field, the user's own value stays. A field whose value is from the address keeps it in this
        session; the browser's is saved for the user. The browser's values are deleted afterwards.

        Returns:
            Whether there was anything to take over.

        Raises:
            StoreUnavailableError: the store does not answer, or refuses to save the values. What
                was not taken over is by the next call.

        Example::

            if st.user.is_logged_in and Draft.take_over():
                st.toast("Your draft is in your account now.")

            st.button("Take over", on_click=Draft.take_over)
        """
        return taking_over.take_over(cls)
