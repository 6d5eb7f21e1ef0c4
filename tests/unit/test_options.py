"""bind(options=...): a widget's options, and values outside them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Any, ClassVar, Literal

import pandas as pd
import pytest

from st_page_state import PageState, StateVar, use_ports
from st_page_state.widgets.options import Options
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession, FakeStreamlit

CITIES = {"no": ["oslo", "bergen"], "se": ["lund", "umea"], "xx": []}


class Color(Enum):
    RED = "red"
    BLUE = "blue"


class Unit(StrEnum):
    METRE = "m"
    FOOT = "ft"


class Trip(PageState):
    country: str = StateVar(default="no", url_key="country")
    city: str = StateVar(default="oslo", url_key="city")
    via: list[str] = StateVar(default_factory=list, url_key="via")
    refused: ClassVar[list[tuple[str, str]]] = []
    errors: ClassVar[dict[str, str]] = {}

    @classmethod
    def on_url_error(cls, field: str, text: str, error: Exception) -> None:
        cls.refused.append((field, text))


@pytest.fixture(autouse=True)
def forget() -> Iterator[None]:
    yield
    Trip.refused.clear()


def trip(st: FakeStreamlit) -> None:
    st.selectbox("Country", **Trip.bind("country", options=list(CITIES)))
    st.selectbox("City", **Trip.bind("city", options=CITIES[Trip.country]))
    st.multiselect("Via", **Trip.bind("via", options=CITIES[Trip.country]))
    Trip.errors = {name: f"{e.text}: {e.reason}" for name, e in Trip.url_errors().items()}
    assert Trip.widget_errors() == {}


def test_the_options_are_passed_on() -> None:
    tab = FakeApp(trip).open()
    assert tab.widget("City").options == ["oslo", "bergen"]


@pytest.mark.parametrize("version", ["1.37", "1.67"])
def test_new_options_select_their_first_without_a_claim(version: str) -> None:
    tab = FakeApp(trip, streamlit=version).open("?country=no&city=bergen&via=bergen&utm=x")
    tab.widget("Country").set_value("se")
    assert tab.state(Trip) == Trip(country="se", city="lund", via=[])
    assert tab.widget("City").value == "lund"
    assert tab.url == "?country=se&city=lund&via="
    assert Trip.refused == []
    tab.widget("Via").set_value(["umea", "lund"])
    tab.widget("City").set_value("umea")
    tab.rerun()
    tab.back()
    assert tab.state(Trip) == Trip(country="se", city="lund", via=["umea", "lund"])
    assert tab.widget("City").value == "lund"
    assert tab.widget("Via").value == ["umea", "lund"]


def test_new_options_stay_beside_any_options() -> None:
    class Free(PageState):
        zone: int | None = StateVar(default=None, url_key="zone")
        color: Color = StateVar(default=Color.RED)

    def script(st: FakeStreamlit) -> None:
        offered = [] if st.checkbox("None offered") else [1, 2]
        bound = Free.bind("zone", options=offered, accept_new_options=True)
        st.selectbox("Zone", index=None, **bound)
        bound = Free.bind("color", options=[Color.BLUE], accept_new_options=True)
        assert bound["accept_new_options"]

    tab = FakeApp(script).open("?zone=7")
    assert tab.widget("Zone").value == "7"
    tab.widget("None offered").set_value(True)
    assert tab.widget("Zone").value == "7"
    tab.widget("Zone").set_value("9")
    assert tab.state(Free) == Free(zone=9)
    assert tab.url == "?zone=9"


def test_new_options_need_options_and_a_streamlit_that_has_them() -> None:
    def script(st: FakeStreamlit) -> None:
        st.selectbox("City", **Trip.bind("city", options=["oslo"], accept_new_options=True))

    with pytest.raises(TypeError, match=r"needs Streamlit 1\.45 or newer; this is 1\.37"):
        FakeApp(script, streamlit="1.37").open()
    with use_ports(FakeSession(), FakeQuery()), pytest.raises(TypeError, match="also needs opt"):
        Trip.bind("city", accept_new_options=True)  # type: ignore[call-overload]


def test_a_hook_that_sets_a_dependent_field_makes_one_update() -> None:
    class Place(PageState):
        country: str = StateVar(default="no", url_key="country")
        city: str = StateVar(default="oslo", url_key="city")

        @classmethod
        def on_change(cls, field: str, old: Any, new: Any) -> None:
            if field == "country":
                cls.city = CITIES[new][0]

    def script(st: FakeStreamlit) -> None:
        st.selectbox("Country", **Place.bind("country", options=["no", "se"]))
        st.selectbox("City", **Place.bind("city", options=CITIES[Place.country]))

    tab = FakeApp(script).open("?country=no&city=bergen")
    tab.widget("Country").set_value("se")
    assert tab.history == ["?country=no&city=bergen", "?country=se&city=lund"]
    tab.back()
    assert (tab.widget("Country").value, tab.widget("City").value) == ("no", "bergen")


def test_a_link_to_a_missing_option_is_a_url_error_and_corrected() -> None:
    tab = FakeApp(trip).open("?country=se&city=paris&via=lund&via=rome")
    assert tab.state(Trip) == Trip(country="se", city="lund", via=["lund"])
    assert tab.url == "?country=se&city=lund&via=lund"
    assert Trip.refused == [("city", "paris"), ("via", "lund&rome")]
    assert Trip.errors["city"] == "paris: expected one of 'lund', 'umea'"


def test_correcting_an_option_purges_nothing() -> None:
    tab = FakeApp(trip).open("?country=se&city=paris&utm=x")
    assert tab.url == "?country=se&city=lund&utm=x&via="


def test_a_link_is_corrected_at_once_without_restores() -> None:
    class Quiet(PageState):
        city: str = StateVar(default="oslo", url_key="city")

        class Config:
            restore_url_on_touch = False

    query = FakeQuery("?city=rome")
    with use_ports(FakeSession(), query):
        Quiet.bind("city", options=["oslo", "lund"])
        assert list(Quiet.url_errors()) == ["city"]
    assert query.params == {"city": ("oslo",)}


def test_without_options_the_state_waits() -> None:
    tab = FakeApp(trip).open("?country=no&city=bergen")
    tab.widget("Country").set_value("xx")
    assert (tab.widget("City").value, tab.widget("Via").value) == (None, [])
    assert tab.state(Trip).city == "bergen"
    tab.widget("Country").set_value("no")
    assert tab.widget("City").value == "bergen"
    assert FakeApp(trip).open("?country=xx").widget("City").value is None


class Kinds(PageState):
    maybe: Literal["a", "b"] | None = StateVar(default=None, url_key="maybe")
    far: str = StateVar(default="z", url_key="far")
    span: tuple[str, str] = StateVar(default=("a", "b"), url_key="span")
    sizes: set[str] = StateVar(default_factory=lambda: {"s"}, url_key="sizes")
    color: Color = StateVar(default=Color.RED, url_key="color")
    unit: Unit = StateVar(default=Unit.METRE, url_key="unit")
    year: int = StateVar(default=2026, url_key="year")
    ratio: float = StateVar(default=1.0, url_key="ratio")
    years: list[int] = StateVar(default_factory=list, url_key="years")
    flag: bool = StateVar(default=False, url_key="flag")


@pytest.mark.parametrize(
    ("field", "value", "options", "becomes"),
    [
        ("maybe", "b", ["a"], None),
        ("far", "c", ["a", "b"], "a"),
        ("far", "c", ["a", "z"], "z"),
        ("span", ("c", "d"), ["a", "b", "c"], ("a", "b")),
        ("span", ("c", "d"), ["x", "y", "z"], ("x", "z")),
        ("span", ("c", "d"), ["c", "x", "d"], ("c", "d")),
        ("sizes", {"m", "l"}, ["l", "xl"], {"l"}),
        ("sizes", {"m", "l"}, ["x"], set()),
        ("color", Color.BLUE, [Color.RED], Color.RED),
        ("unit", Unit.FOOT, ["m"], Unit.METRE),
        ("year", 1999, pd.Series([2025, 2026]), 2026),
        ("ratio", 3.0, [1, 2], 1.0),
        ("years", [1999, 2025], pd.Series([2025, 2026]).unique(), [2025]),
        ("flag", True, [False], False),
    ],
)
def test_a_value_outside_the_options_is_replaced(
    ports: None, field: str, value: Any, options: Any, becomes: Any
) -> None:
    Kinds.update(**{field: value})
    bound = Kinds.bind(field, options=options)
    assert getattr(Kinds, field) == becomes
    assert bound["options"] == list(options)


def test_a_value_that_fits_no_option_stays(ports: None) -> None:
    class Few(PageState):
        pair: tuple[str, str, str] = StateVar(default=("a", "b", "c"))

    Few.bind("pair", options=["x", "y"])
    assert Few.pair == ("a", "b", "c")


def test_the_widget_is_given_the_option_that_equals_the_value(
    ports: None, session: FakeSession
) -> None:
    Kinds.ratio = 2.0
    bound = Kinds.bind("ratio", options=[1, 2])
    assert type(session[bound["key"]]) is int
    bound = Kinds.bind("sizes", options=["s", "m"])
    assert session[bound["key"]] == ["s"]


def test_an_enum_class_offers_its_members(ports: None) -> None:
    assert Kinds.bind("color", options=Color)["options"] == [Color.RED, Color.BLUE]


@pytest.mark.parametrize(
    ("field", "options", "says"),
    [
        ("far", "abc", "takes a list or an Enum class, not a str"),
        ("far", 3, "takes a list or an Enum class, not an int"),
        ("far", pd.DataFrame({"a": ["b"]}), r"one column, such as df\['name'\], not a whole table"),
        (
            "year",
            ["2026"],
            "has the option '2026', which is not of the field's type, int: write 2026\\.",
        ),
        ("year", ["x"], r"type, int: remove it, or change the field's type\.$"),
        ("years", ["2026"], "not of the field's type, list"),
        ("color", ["red"], r"write Color\.RED\.$"),
    ],
)
def test_invalid_options_are_an_error(ports: None, field: str, options: Any, says: str) -> None:
    with pytest.raises(TypeError, match=rf"Kinds\.bind\('{field}', options=\.\.\.\) .*{says}"):
        Kinds.bind(field, options=options)


@pytest.mark.parametrize(("count", "end"), [(12, "'10', '11'"), (13, "'11', ...")])
def test_many_options_are_named_up_to_a_bound(count: int, end: str) -> None:
    with use_ports(FakeSession(), FakeQuery("?far=q")):
        Kinds.bind("far", options=[str(n) for n in range(count)])
        assert Kinds.url_errors()["far"].reason.endswith(end)


def test_other_options_have_another_digest() -> None:
    spec = Kinds.__page_state__
    digests = [Options(spec, spec.fields["far"], [*t]).digest for t in ("ab", "abc", "ba", "ab")]
    assert digests[0] == digests[3]
    assert len(set(digests)) == 3


@dataclass(frozen=True)
class Part:
    item: int


def test_an_option_with_an_item_attribute_is_kept(ports: None) -> None:
    class Basket(PageState):
        part: Part = StateVar(default=Part(1))

    assert Basket.bind("part", options=[Part(1), Part(2)])["options"] == [Part(1), Part(2)]


@pytest.mark.parametrize(
    ("value", "options", "chosen"),
    [
        ((1.0, 2.0), [1, 2], (1, 2)),
        ([2.0, 1.0], [1, 2], [2, 1]),
        ([1.0], [[1], [2]], [1]),
        (3.0, [1, 2], 3.0),
    ],
)
def test_a_value_becomes_the_equal_option(value: Any, options: Any, chosen: Any) -> None:
    class Any_(PageState):
        value: Any = StateVar(default=None)

    spec = Any_.__page_state__
    found = Options(spec, spec.fields["value"], options).chosen(value)
    assert repr(found) == repr(chosen)


def test_a_failing_on_url_error_for_a_missing_option_propagates() -> None:
    class Strict(PageState):
        city: str = StateVar(default="oslo", url_key="city")

        @classmethod
        def on_url_error(cls, field: str, text: str, error: Exception) -> None:
            raise LookupError(text)

    with use_ports(FakeSession(), FakeQuery("?city=rome")), pytest.raises(LookupError):
        Strict.bind("city", options=["oslo"])
