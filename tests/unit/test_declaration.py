"""A mistake in a declaration is an error that names the fix."""

from __future__ import annotations

import enum
import textwrap
from collections.abc import Callable
from typing import Any, ClassVar

import pytest

from st_page_state import DeclarationError, PageState, StateVar


def declare(body: str, **names: Any) -> type[PageState]:
    """Make ``class X`` from a class body, with unpostponed annotations."""
    space: dict[str, Any] = {
        "PageState": PageState,
        "StateVar": StateVar,
        "ClassVar": ClassVar,
        "Any": Any,
        "__name__": __name__,
        **names,
    }
    exec("class X(PageState):\n" + textwrap.indent(textwrap.dedent(body), "    "), space)
    made: type[PageState] = space["X"]
    return made


MISTAKES = {
    "a missing annotation": ("n = StateVar(default=1)", r"X\.n has no type: write n: int ="),
    "a bare annotation": ("n: int", r"X\.n has no default: .*StateVar\(.*, or n: ClassVar\[int\]"),
    "neither default": ("n: int = StateVar()", "pass one of them"),
    "both defaults": ("n: int = StateVar(1, default_factory=int)", "pass only one of them"),
    "a name of PageState's": ("dump: int = StateVar(1)", r"a field cannot have it\. .*dump_"),
    "a name of a method to come": ("form: int = StateVar(1)", "PageState uses the name 'form'"),
    "a name of a hook": ("on_init: int = StateVar(1)", "PageState uses the name 'on_init'"),
    "a default of another type": ('n: int = StateVar("5")', r"does not fit int: .*default=5\."),
    "a default beyond help": ('n: int = StateVar("x")', r"default='x' does not fit int"),
    "a default of None": ("n: int = StateVar(None)", r"Write n: int \| None if None"),
    "a bool for an int": ("n: int = StateVar(True)", r"Write default=1\."),
    "a list for a set": ("n: set[str] = StateVar(['a'])", r"Write default=\{'a'\}"),
    "an infinite default": ("n: float = StateVar(float('inf'), url_key='n')", "not a finite"),
    "an empty url_key": ("n: int = StateVar(1, url_key='')", "must be a non-empty str, not ''"),
    "a url_key of another type": ("n: int = StateVar(1, url_key=3)", "a non-empty str, not 3"),
    "a url_key with half a character": (
        "n: int = StateVar(1, url_key='\\ud800')",
        "lone surrogate",
    ),
    "a reserved param": ("n: int = StateVar(1, url_key='embed')", "Streamlit reserves"),
    "a reserved param by its prefix": (
        "n: int = StateVar(1, url_key='bed')\nclass Config:\n    url_prefix = 'EM'",
        "reserves the query parameter 'EMbed'",
    ),
    "a param twice": (
        "a: int = StateVar(1, url_key='k')\nb: int = StateVar(1, url_key='k')",
        r"X\.a and X\.b both own the query parameter 'k'",
    ),
    "a type no URL can carry": (
        "f: Callable[[], int] = StateVar(int, url_key='f')",
        "cannot be written into a URL. Remove url_key",
    ),
    "a type that is none": ("f: 3 = StateVar(1)", "cannot be used as a type"),
    "a hook that is no classmethod": (
        "n: int = StateVar(1)\ndef on_change(cls, field, old, new): ...",
        "put @classmethod above def on_change",
    ),
    "an unknown option": ("class Config:\n    url_prefx = 'a'", "Did you mean 'url_prefix'"),
    "a Config that is no class": ("Config = {'url_prefix': 'a'}", "Config must be a class"),
    "an option of another type": ("class Config:\n    url_selfish = 1", "True or False, not 1"),
    "a length that is none": ("class Config:\n    url_warn_length = True", "a number of"),
    "a namespace that is none": ("class Config:\n    namespace = 5", "a str or None, not 5"),
    "one name to share with": (
        "class Config:\n    share_url_with = 'Y'",
        r"must be a list: write share_url_with = \['Y'\]",
    ),
    "one class to share with": (
        "class Config:\n    share_url_with = PageState",
        r"share_url_with = \[PageState\]",
    ),
    "no class to share with": ("class Config:\n    share_url_with = [int]", "state classes or"),
    "a pattern that is none": ("class Config:\n    keep_params = [1]", "names or patterns, not 1"),
}


@pytest.mark.parametrize(("body", "says"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_an_error_that_names_the_fix(body: str, says: str) -> None:
    with pytest.raises(DeclarationError, match=says) as caught:
        declare(body, Callable=Callable)
    assert str(caught.value).startswith("X.")


def test_an_unknown_keyword_is_a_type_error() -> None:
    with pytest.raises(TypeError, match="urlkey"):
        StateVar(1, urlkey="x")  # type: ignore[call-overload]


def test_an_inherited_field_can_only_be_redeclared_as_a_field() -> None:
    base = declare("n: int = StateVar(1)")
    with pytest.raises(DeclarationError, match="can only be overridden by another field"):
        type(base)("Y", (base,), {"n": 5, "__module__": __name__})


def test_sharing_classes_cannot_own_the_same_param() -> None:
    class Left(PageState):
        n: int = StateVar(1, url_key="both")

    with pytest.raises(DeclarationError, match=r"share the URL, but both own.*'both'"):

        class Right(PageState):
            n: int = StateVar(1, url_key="both")

            class Config:
                share_url_with: ClassVar = [Left]


def test_a_class_named_in_advance_is_checked_when_defined() -> None:
    class Early(PageState):
        n: int = StateVar(1, url_key="clash")

        class Config:
            share_url_with: ClassVar = ["Late"]

    with pytest.raises(DeclarationError, match="both own the query parameter 'clash'"):

        class Late(PageState):
            n: int = StateVar(1, url_key="clash")


def test_a_class_may_have_attributes_that_are_no_fields() -> None:
    class Free(PageState):
        LIMIT = 5
        kind: ClassVar[str] = "x"
        any_kind: ClassVar = 3
        n: int = StateVar(1)

        @classmethod
        def double(cls) -> int:
            return cls.LIMIT * 2

    assert Free.double() == 10
    Free.kind = "y"
    assert (Free.kind, Free.any_kind) == ("y", 3)


def test_the_default_may_be_positional_or_a_keyword() -> None:
    class Both(PageState):
        a: int = StateVar(1, "a", {1: "one"})
        b: int = StateVar(default=2, url_key="b")

    assert Both.schema() == {
        "a": {"default": 1, "url_key": "a", "value_map": {1: "one"}, "dtype": int},
        "b": {"default": 2, "url_key": "b", "value_map": None, "dtype": int},
    }


def test_fields_and_config_are_inherited_and_can_be_changed() -> None:
    class Base(PageState):
        a: int = StateVar(1, url_key="a")

        class Config:
            url_prefix = "x_"
            keep_params: ClassVar = ["lang"]
            namespace = "somewhere"

    class Sub(Base):
        a: str = StateVar("one", url_key="a")  # type: ignore[assignment]
        b: int = StateVar(2, url_key="b")

        class Config(Base.Config):
            url_selfish = False

    spec = Sub.__page_state__
    assert [field.param for field in spec.fields.values()] == ["x_a", "x_b"]
    assert Sub.schema()["a"]["default"] == "one"
    assert spec.config.keep_params == ("lang",)
    assert not spec.config.url_selfish
    assert Base.__page_state__.config.url_selfish


def test_a_namespace_is_not_inherited() -> None:
    class Named(PageState):
        a: int = StateVar(1)

        class Config:
            namespace = "named"

    class Unnamed(Named):
        b: int = StateVar(1)

    assert Named.__page_state__.namespace == "named"
    assert Unnamed.__page_state__.namespace.endswith("Unnamed")


def test_fields_of_several_bases_come_together() -> None:
    class Paged(PageState):
        page: int = StateVar(1)

    class Sorted(PageState):
        order: str = StateVar("name")

    class Table(Paged, Sorted):
        size: int = StateVar(20)

    assert set(Table.schema()) == {"page", "order", "size"}


def test_annotations_may_name_local_classes() -> None:
    class Local(enum.Enum):
        ONE = 1

    class State(PageState):
        kind: Local = StateVar(Local.ONE, url_key="kind")
        later: "ClassVar[int]" = 5  # noqa: UP037

        class Inner(enum.Enum):
            A = "a"

        inner: Inner = StateVar(Inner.A)

    assert State.schema()["kind"]["dtype"] is Local
    assert list(State.schema()) == ["kind", "inner"]


def test_an_annotation_that_cannot_be_resolved_is_an_error() -> None:
    with pytest.raises(DeclarationError, match="'Nowhere' cannot be resolved"):

        class State(PageState):
            kind: Nowhere = StateVar(1)  # type: ignore[name-defined]  # noqa: F821


def test_a_class_made_by_calling_the_metaclass_works_too() -> None:
    made = type(PageState)(
        "Made",
        (PageState,),
        {"__module__": "nowhere", "__annotations__": {"n": int}, "n": StateVar(1)},
    )
    assert made.__page_state__.namespace == "nowhere:Made"
    assert made(n=3).n == 3


def test_a_class_made_again_reuses_its_codecs() -> None:
    first = declare("a: int | str = StateVar(1, url_key='a')\nb: list[int] = StateVar([1])")
    second = declare("a: int | str = StateVar(1, url_key='a')\nb: list[int] = StateVar([1])")
    assert first is not second
    assert first.__page_state__ is second.__page_state__
    changed = declare("a: int | str = StateVar(2, url_key='a')\nb: list[int] = StateVar([1])")
    assert changed.__page_state__ is not first.__page_state__
    assert changed.__page_state__.fields["b"] is first.__page_state__.fields["b"]


def test_the_order_of_a_union_counts_when_a_class_is_made_again() -> None:
    first = declare("a: int | str = StateVar(1)")
    second = declare("a: str | int = StateVar(1)")
    assert first.__page_state__ is not second.__page_state__


def test_deleting_a_field_is_an_error() -> None:
    made = declare("n: int = StateVar(1)\nlimit = 3")
    with pytest.raises(Exception, match=r"X\.reset\('n'\) restores its default"):
        del made.n  # type: ignore[attr-defined]
    del made.limit  # type: ignore[attr-defined]
    with pytest.raises(AttributeError, match="no field 'limit'"):
        made.limit  # type: ignore[attr-defined]
    with pytest.raises(AttributeError):
        PageState.limit  # type: ignore[attr-defined]


def test_a_hidden_factory_default_is_made_for_each_comparison(ports: None) -> None:
    made = declare("n: list[int] = StateVar(default_factory=lambda: [1], hide_default=True)")
    assert made.n == [1]  # type: ignore[attr-defined]


def test_a_factory_of_another_type_is_an_error_at_first_use(ports: None) -> None:
    made = declare("n: int = StateVar(default_factory=lambda: 'x')")
    with pytest.raises(DeclarationError, match=r"X\.n: its default_factory returned a str"):
        made.n  # type: ignore[attr-defined]
