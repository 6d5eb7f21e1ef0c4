"""The hooks of a state class: class methods that do nothing until a class overrides them."""

from __future__ import annotations

from typing import Any

from st_page_state.errors import InvalidQueryParamError


class Hooks:
    """What an app may override; the library calls it."""

    @classmethod
    def on_init(cls) -> None:
        """Hook called at the first touch of the class in a session.

        It writes initial values: the URL overrides them, and no other hook is called. If it is
        stopped early, by ``st.stop()`` or another click, it is called again at the next touch.
        If several threads touch the class first at the same time, each may call it.

        Example::

            @classmethod
            def on_init(cls) -> None:
                cls.since = date.today() - timedelta(days=7)
        """

    @classmethod
    def on_ready(cls) -> None:
        """Hook called once in a session, after the first touch: URL and saved values are in.

        Load here what depends on them, such as the draft of the id in the link. What it writes
        are first values: they do not claim the URL, and no other hook is called. If it is stopped
        early, by ``st.stop()`` or another click, it is called again at the next touch.

        Saved values that arrive in a later run, because the store was down or the browser not yet
        known, take the place of first values, and the hook is called again; it is not if the app
        or a user has set a field of the class meanwhile, or if nothing has changed.

        Example::

            @classmethod
            def on_ready(cls) -> None:
                cls.draft = drafts.load(cls.id)
        """

    @classmethod
    def before_set(cls) -> None:
        """Hook called before fields are set, once per assignment, update, load or reset.

        Example::

            @classmethod
            def before_set(cls) -> None:
                log.info("%s is about to change: %s", cls.__name__, cls.dump())
        """

    @classmethod
    def on_change(cls, field: str, old: Any, new: Any, /) -> None:
        """Hook called after the app or a widget has changed a field; not for adopted values.

        What it sets belongs to the same action.

        Example::

            @classmethod
            def on_change(cls, field: str, old: Any, new: Any) -> None:
                if field == "status":
                    cls.page = 1
        """

    @classmethod
    def on_adopt(cls, changed: dict[str, Any], /) -> None:
        """Hook called after fields have adopted values from the URL: field -> new value.

        It is not called at the first touch in a session. Its writes do not claim the URL.

        Example::

            @classmethod
            def on_adopt(cls, changed: dict[str, Any]) -> None:
                if "id" in changed:
                    cls.draft = drafts.load(cls.id)
        """

    @classmethod
    def on_url_error(cls, field: str, text: str, error: InvalidQueryParamError, /) -> None:
        """Hook called for an invalid text in the URL; the field keeps its value.

        Example::

            @classmethod
            def on_url_error(cls, field: str, text: str, error: InvalidQueryParamError) -> None:
                log.warning("A wrong link: %s", error)
        """

    @classmethod
    def migrate(cls, saved: dict[str, Any], version: int) -> dict[str, Any]:  # noqa: ARG003 - hook
        """Return saved values of an earlier ``Config.version`` in the form of the present one.

        Override it where the meaning of a saved field has changed. If it raises, the saved
        values stay as they are, and the class begins without them.

        Args:
            saved: field -> its JSON.
            version: the version that has saved them.

        Example::

            class Draft(PageState):
                minutes: int = StateVar(default=0)

                class Config:
                    persist, version = "user", 2

                @classmethod
                def migrate(cls, saved, version):
                    return {"minutes": saved.pop("hours", 0) * 60, **saved}
        """
        return saved


HOOKS = tuple(name for name in vars(Hooks) if not name.startswith("_"))
"""The names of all hooks, in the order in which they are documented."""
