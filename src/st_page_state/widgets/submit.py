"""bind_submit(): a form's button that takes over what was entered, or says what is wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypedDict

from st_page_state.engine.joining import transaction
from st_page_state.engine.reconcile import reconcile
from st_page_state.engine.submissions import Form, submit
from st_page_state.errors import ArgumentError, quote
from st_page_state.widgets import binding


class SubmitBinding(TypedDict):
    """The keyword arguments of a form's button: a plain dict to unpack into its call.

    Example::

        def save_button(binding: SubmitBinding) -> bool:
            return st.form_submit_button("Save", **binding)
    """

    on_click: Callable[[], None]


def bind_submit(
    cls: Any,
    check: Callable[[Any], Mapping[str, str] | None] | None,
    then: Callable[[], Any] | None,
) -> SubmitBinding:
    """Return the keyword arguments of the button of a form in ``X.form()``."""
    name, form = cls.__name__, binding.present_form()
    if form is None:
        raise ArgumentError(
            f"{name}.bind_submit() is for a button in a form of its class: "
            f'`with {name}.form("..."):`.'
        )
    if check is not None and not callable(check):
        raise ArgumentError(
            f"{name}.bind_submit(...): check must be a function, not {quote(check)}."
        )
    on_click = OnSubmit(cls, form, check, then)
    form.checks.append((cls, on_click.problems))
    return {"on_click": on_click}


class OnSubmit:
    """The callback of a form's button: takes over its values, then calls the app's own."""

    __slots__ = ("_check", "_cls", "_form", "_then")

    def __init__(
        self,
        cls: Any,
        form: Form,
        check: Callable[[Any], Mapping[str, str] | None] | None,
        then: Callable[[], Any] | None,
    ) -> None:
        self._cls, self._form, self._check, self._then = cls, form, check, then

    def __call__(self) -> None:
        with transaction() as tx:
            touch = partial(reconcile, tx)
            submit(tx, self._cls, self._form, self.problems, self._then, touch)

    def problems(self, values: dict[str, Any]) -> object:
        """Return what the app finds wrong with the values of the class."""
        return None if self._check is None else self._check(self._cls(**values))
