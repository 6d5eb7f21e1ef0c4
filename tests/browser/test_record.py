"""Records of failing browser tests: a picture, the history and the messages."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from drivers.record import described

HERE = Path(__file__).parent
FAILING = """
import pytest

@pytest.fixture(scope="session")
def counter_url():
    return {url!r}

def test_that_fails(open_page, counter_url):
    page = open_page(counter_url)
    page.wait_for_url("**/?count=0")
    page.get_by_role("button", name="More").click()
    page.wait_for_url("**/?count=1")
    assert "count=2" in page.url

def test_that_passes(open_page, counter_url):
    assert open_page(counter_url).url
"""


@pytest.mark.release
def test_a_failing_test_leaves_a_folder(counter_url: str, pytester: pytest.Pytester) -> None:
    pytester.makeini(f"[pytest]\npythonpath = {HERE.parent}")
    pytester.makeconftest((HERE / "conftest.py").read_text())
    pytester.makepyfile(test_left=FAILING.format(url=counter_url))

    pytester.runpytest_subprocess("-p", "no:cacheprovider").assert_outcomes(failed=1, passed=1)

    (folder,) = (pytester.path / "failures").iterdir()
    assert folder.name == "test_left.py-test_that_fails"
    assert {file.name for file in folder.iterdir()} == {
        "0.png", "0-history.txt", "0-messages.txt",
    }  # fmt: skip
    assert (folder / "0.png").read_bytes().startswith(b"\x89PNG")
    assert (folder / "0-history.txt").read_text().splitlines() == [
        f"  {counter_url}/",
        f"  {counter_url}/?count=0",
        f"* {counter_url}/?count=1",
    ]
    messages = (folder / "0-messages.txt").read_text()
    assert '-> rerun_script query="" page=""\n' in messages
    assert '<- page_info_changed query="count=0"\n' in messages
    assert '-> rerun_script query="count=0" page=' in messages
    assert '<- page_info_changed query="count=1"\n' in messages
    assert '<- script_finished how="FINISHED_SUCCESSFULLY"\n' in messages


def test_how_messages_are_described() -> None:
    asked = BackMsg()
    asked.rerun_script.query_string = "a=1"
    asked.rerun_script.fragment_id = "f"
    answer = ForwardMsg()
    answer.delta.add_block.vertical.SetInParent()

    sent = described(asked.SerializeToString(), "->")
    assert sent == 'rerun_script query="a=1" page="" fragment="f"'
    assert described(answer.SerializeToString(), "<-") == 'delta draws="add_block"'
    assert described("text", "<-") == "text"
    assert described(b"\xff", "<-") == "1 bytes that are no message"
