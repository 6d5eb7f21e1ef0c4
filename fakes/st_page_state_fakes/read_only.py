"""What a test is shown of an app: equal to a dict or a list, but nothing that can be changed.

A change would be one of a copy: the app would know nothing of it, and the test not say why.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from st_page_state_fakes.errors import FakeUseError

K = TypeVar("K")
V = TypeVar("V")


def _refuse(shown: Any, *_args: object, **_kwargs: object) -> NoReturn:
    raise FakeUseError(shown._advice)  # noqa: SLF001 - it is a method of the classes below


_REFUSE: Any = _refuse  # in place of methods of all kinds


class ShownDict(dict[K, V]):
    """A dict that refuses changes.

    Args:
        content: what it holds.
        advice: what the error says: what it is, and what to write instead.
    """

    __slots__ = ("_advice",)
    _advice: str

    def __init__(self, content: dict[K, V], advice: str) -> None:
        super().__init__(content)
        object.__setattr__(self, "_advice", advice)

    __setitem__ = __delitem__ = __ior__ = __setattr__ = _REFUSE
    clear = pop = popitem = setdefault = update = _REFUSE

    def __reduce__(self) -> tuple[Any, ...]:
        return dict, (dict(self),)


class ShownList(list[V]):
    """A list that refuses changes.

    Args:
        content: what it holds.
        advice: what the error says: what it is, and what to write instead.
    """

    __slots__ = ("_advice",)
    _advice: str

    def __init__(self, content: list[V], advice: str) -> None:
        super().__init__(content)
        self._advice = advice

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _REFUSE
    append = clear = extend = insert = pop = remove = reverse = sort = _REFUSE

    def __reduce__(self) -> tuple[Any, ...]:
        return list, (list(self),)
