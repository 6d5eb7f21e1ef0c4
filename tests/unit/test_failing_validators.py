"""Whatever a validator raises, a bad text stays a URL error and a bad value is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import pytest
from pydantic import AfterValidator, BaseModel, BeforeValidator, FilePath

from st_page_state import InvalidQueryParamError, InvalidValueError, PageState, StateVar, use_ports
from st_page_state.errors import NoSessionError
from st_page_state_fakes import FakeApp, FakeQuery, FakeSession

raised: list[BaseException] = []


def failing(value: Any) -> Any:
    """Fail for 7 in any form."""
    if str(value) == "7":
        raise raised[0]
    return value


Before = Annotated[int, BeforeValidator(failing)]
After = Annotated[int, AfterValidator(failing)]


class Row(BaseModel):
    n: Before = 1


class Picky(PageState):
    n: Before = StateVar(default=1, url_key="n")
    ns: list[After] = StateVar(default=[1], url_key="ns")
    row: Row = StateVar(default=Row(), url_key="row")
    either: Before | None = StateVar(default=None, url_key="either")
    plain: After = 1


ERRORS = [
    KeyError("seven"), IndexError("seven"), AttributeError("seven"), OSError(36, "seven"),
    TypeError("seven"), ZeroDivisionError("seven"), RuntimeError("seven"), StopIteration("seven"),
    ValueError("seven"), AssertionError("seven"),
]  # fmt: skip


@pytest.fixture(params=ERRORS, ids=lambda error: type(error).__name__)
def error(request: pytest.FixtureRequest) -> Any:
    raised[:] = [request.param]
    return request.param


def is_refusal(error: Exception) -> bool:
    return isinstance(error, ValueError | AssertionError)


def test_a_bad_text_is_a_url_error(error: Exception) -> None:
    query = FakeQuery('?n=7&ns=1&ns=7&row={"n":7}&either=7')
    with use_ports(FakeSession(), query):
        errors = Picky.url_errors()
        assert set(errors) == {"n", "ns", "row", "either"}
        assert ("seven" in errors["n"].reason) is is_refusal(error)
        assert Picky.snapshot() == Picky()
    assert query.params["n"] == ("1",)


USES: dict[str, Callable[[], Any]] = {
    "assignment": lambda: setattr(Picky, "n", 7),
    "update": lambda: Picky.update(row={"n": 7}),
    "load": lambda: Picky.load({"ns": [7]}),
    "snapshot": lambda: Picky(either=7),
    "in place": lambda: (Picky.ns.append(7), Picky.n),
}


@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_a_bad_value_is_refused(error: Exception, use: Callable[[], Any]) -> None:
    with use_ports(FakeSession(), FakeQuery()):
        with pytest.raises(InvalidValueError, match=r"Picky\.(n|ns|row|either) .*seven"):
            use()
        assert Picky.snapshot() == Picky()


def test_a_bad_link_is_refused(error: Exception) -> None:
    with pytest.raises(InvalidQueryParamError, match=r"Picky\.n.*seven"):
        Picky.parse("?n=7")


def test_errors_of_private_fields_have_only_what_a_validator_says_to_refuse(
    error: Exception,
) -> None:
    """What else it raises may quote the value, which a visitor must not see in a traceback."""
    with use_ports(FakeSession(), FakeQuery()):
        with pytest.raises(InvalidValueError, match=r"Picky\.plain") as refused:
            Picky.plain = 7
        assert ("seven" in str(refused.value)) is is_refusal(error)
        assert ("seven" in refused.value.reason) is is_refusal(error)


class Stop(BaseException):
    """A control flow exception of Streamlit."""


@pytest.mark.parametrize("ending", [Stop(), KeyboardInterrupt(), NoSessionError()], ids=repr)
@pytest.mark.parametrize("use", USES.values(), ids=USES)
def test_control_flow_passes(ending: BaseException, use: Callable[[], Any]) -> None:
    raised[:] = [ending]
    with use_ports(FakeSession(), FakeQuery()), pytest.raises(type(ending)):
        use()


def test_a_path_that_is_too_long_is_a_bad_text(tmp_path: Path) -> None:
    class Files(PageState):
        path: FilePath | None = None

    with use_ports(FakeSession(), FakeQuery()):
        with pytest.raises(InvalidValueError, match=r"Files\.path"):
            Files.update(path="x" * 5_000)
        Files.update(path=__file__)
        assert Files.path == Path(__file__)


def test_a_widgets_bad_value_is_a_widget_error(error: Exception) -> None:
    def script(st: Any) -> None:
        st.number_input("N", step=1, **Picky.bind("n"))

    tab = FakeApp(script).open()
    tab.widget("N").set_value(7)
    assert tab.state(Picky).n == 1
    with tab.run():
        assert "n" in Picky.widget_errors()


def test_a_missing_time_of_pandas_is_refused() -> None:
    pandas = pytest.importorskip("pandas")
    from datetime import datetime

    class When(PageState):
        at: datetime | None = None

    with use_ports(FakeSession(), FakeQuery()), pytest.raises(InvalidValueError, match=r"When\.at"):
        When.at = pandas.NaT
