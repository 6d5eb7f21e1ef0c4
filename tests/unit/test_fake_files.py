"""Files, pictures and sounds: the arguments of a script, the uploads of users, and the values."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from one_widget import Call, OnePage, call
from st_page_state_fakes import FakeApp
from st_page_state_fakes.commands.widgets.file_uploader import UploadedFile
from st_page_state_fakes.errors import StreamlitValueAssignmentNotAllowedError

BYTES = "it takes bytes, a pair of a name and bytes, or an open binary file."
UPLOADER = ("file_uploader", "report.csv")
CAMERA = ("camera_input", "camera_input.jpg")
MICROPHONE = ("audio_input", "audio_input.wav")
ALL = [UPLOADER, CAMERA, MICROPHONE]


def uploader(*types: str, **kwargs: Any) -> Call:
    return call("file_uploader", "L", type=types or None, **kwargs)


class OnPage(OnePage):
    def upload(self, given: Any) -> Any:
        """Upload a file; return the value that the script gets and the page shows."""
        uploaded = self.enter(given)
        assert self.widget.value == uploaded
        return uploaded


@pytest.mark.parametrize(("command", "name"), ALL)
class TestEach:
    def test_holds_nothing_then_a_file_and_then_nothing(self, command: str, name: str) -> None:
        page = OnPage(call(command, "L", key="k"))
        assert (page.value, page.widget.value) == (None, None)
        file = page.upload((name, b"123"))
        assert (file.name, file.getvalue(), file.size) == (name, b"123", 3)
        page.tab.rerun()
        assert page.value == file
        assert page.upload(None) is None

    def test_another_upload_is_another_file(self, command: str, name: str) -> None:
        page = OnPage(call(command, "L"))
        first = page.upload((name, b"1"))
        assert page.upload((name, b"1")) != first
        assert len({first, first, page.value}) == 2

    def test_code_cannot_set_it(self, command: str, name: str) -> None:
        with pytest.raises(StreamlitValueAssignmentNotAllowedError) as refused:
            OnPage(call(command, "L"), held=(None,))
        assert str(refused.value) == (
            "st.session_state['k'] was assigned, but the value of this kind of widget cannot be "
            "set."
        )

    def test_refuses_what_is_no_file(self, command: str, name: str) -> None:
        for given in ("text", (name,), (name, "text"), (name, b"", 1), [name, b""], 5):
            with pytest.raises(ValueError, match=r"^No user") as refused:
                OnPage(call(command, "L")).upload(given)
            assert (
                str(refused.value)
                == f'No user could enter {given!r} into the {command} "L": {BYTES}'
            )


@pytest.mark.parametrize(
    ("draw", "name"),
    [
        (uploader(), "file"),
        (uploader("csv", "json"), "file.csv"),
        (uploader(" .TXT "), "file.txt"),
        (uploader("image", "image/png", "png"), "file.png"),
        (uploader("image/png"), None),
        (call("file_uploader", "L", type="csv"), "file.csv"),
        (call("file_uploader", "L", type=""), "file"),
        (uploader(" ", ""), "file"),
        (call("camera_input", "L"), "camera_input.jpg"),
        (call("audio_input", "L"), "audio_input.wav"),
    ],
)
def test_content_alone_has_the_usual_name(draw: Call, name: str | None) -> None:
    for given in (b"1", io.BytesIO(b"1")):
        page = OnPage(draw)
        if name is None:
            with pytest.raises(ValueError, match="could enter 'file' into"):
                page.upload(given)
        else:
            assert (page.upload(given).name, page.value.read()) == (name, b"1")


def test_a_file_on_disk_has_its_own_name(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(b"1")
    with path.open("rb") as given:
        assert OnPage(uploader("csv")).upload(given).name == "a.csv"


def test_text_that_can_be_read_is_no_file() -> None:
    given = io.StringIO("text")
    with pytest.raises(ValueError, match=r"^No user") as refused:
        OnPage(uploader()).upload(given)
    assert (
        str(refused.value) == f'No user could enter {given!r} into the file_uploader "L": {BYTES}'
    )


@pytest.mark.parametrize(
    ("draw", "taken", "refused", "wanted"),
    [
        (uploader("csv", ".TXT"), "a.csv b.CSV c.txt .csv", "csv a.csv.pdf acsv a", "csv, txt"),
        (uploader("tar.gz"), "a.tar.gz", "a.gz", "tar.gz"),
        *(
            (uploader(one), f"a.{one} b.{other}", "c.png", f"{one}, {other}")
            for pair in ("jpg jpeg", "mpg mpeg", "mp4 mpeg4", "tif tiff", "htm html")
            for one, other in (pair.split(), pair.split()[::-1])
        ),
        (uploader("html", "htm"), "a.htm", "c.png", "html, htm"),
        (uploader("IMAGE"), "a.png b.jpg", "a.txt a", "image"),
        (uploader("audio"), "a.wav", "a.png", "audio"),
        (uploader("video"), "a.mp4", "a.wav", "video"),
        (uploader("text"), "a.txt a.csv", "a.mp4 text", "text"),
        (uploader("image/PNG"), "a.png", "a.jpg image/png", "image/png"),
        (uploader("image/*"), "a.png a.jpg", "a.wav", "image/*"),
        (uploader("image/p*"), "", "a.png", "image/p*"),
        (uploader("audio/*", "app/*"), "a.wav", "a.pdf a.json", "audio/*, app/*"),
        (uploader("audio", "png"), "a.wav a.png", "a.jpg", "audio, png"),
        (uploader(".text"), "a.text", "a.txt", "text"),
    ],
)
def test_what_kind_of_files_it_takes(draw: Call, taken: str, refused: str, wanted: str) -> None:
    page = OnPage(draw)
    for name in taken.split():
        assert page.upload((name, b"")).name == name
    for name in refused.split():
        with pytest.raises(ValueError, match=r"^No user") as said:
            page.upload((name, b""))
        assert str(said.value) == (
            f'No user could enter {name!r} into the file_uploader "L": it takes files of type '
            f"{wanted}."
        )


@pytest.mark.parametrize(
    ("command", "taken", "refused", "wanted"),
    [
        ("camera_input", "a.JPG", ("a.png", "a.jpeg"), "pictures named *.jpg"),
        ("audio_input", "a.WAV", ("a.mp3",), "recordings named *.wav"),
    ],
)
def test_a_picture_or_a_sound_has_one_kind_of_name(
    command: str, taken: str, refused: tuple[str, ...], wanted: str
) -> None:
    page = OnPage(call(command, "L"))
    assert page.upload((taken, b"")).name == taken
    for name in refused:
        with pytest.raises(ValueError, match=r"^No user") as said:
            page.upload((name, b""))
        assert (
            str(said.value)
            == f'No user could enter {name!r} into the {command} "L": it takes {wanted}.'
        )


@pytest.mark.parametrize("many", [True, "directory"])
def test_many_files_are_a_list(many: Any) -> None:
    page = OnPage(uploader(accept_multiple_files=many))
    assert (page.value, page.widget.value) == ([], [])
    files = page.upload([b"1", ("b.csv", b"2")])
    assert [(file.name, file.read()) for file in files] == [("file", b"1"), ("b.csv", b"2")]
    page.tab.rerun()
    assert page.value == files
    for given in (b"1", (b"1", b"2"), None):
        with pytest.raises(ValueError, match=r"^No user") as refused:
            page.upload(given)
        assert str(refused.value) == (
            f'No user could enter {given!r} into the file_uploader "L": it takes a list of files.'
        )
    assert page.upload([]) == []


def test_files_in_a_form_are_gone_once_it_is_cleared() -> None:
    values: list[Any] = []

    def script(st: Any) -> None:
        with st.form("f", clear_on_submit=True):
            one = st.file_uploader("One", key="one")
            many = st.file_uploader("Many", accept_multiple_files=True, key="many")
            st.form_submit_button("Go")
        values.append((one and one.name, [file.name for file in many]))

    tab = FakeApp(script).open()
    tab.widget("one").set_value(b"1")
    tab.widget("many").set_value([b"2", b"3"])
    tab.button("Go").click()
    tab.button("Go").click()
    assert values == [(None, []), ("file", ["file", "file"]), (None, [])]


@pytest.mark.parametrize("many", [False, True])
def test_a_file_that_code_has_kept_is_there_until_the_browser_tells_what_it_holds(
    many: bool,
) -> None:
    kept = UploadedFile("a.csv", b"1")
    values: list[Any] = []

    def script(st: Any) -> None:
        if st.checkbox("Shown"):
            values.append(st.file_uploader("L", accept_multiple_files=many, key="k"))
        else:
            st.session_state["k"] = [kept] if many else kept

    tab = FakeApp(script).open()
    tab.widget("Shown").set_value(True)
    tab.rerun()
    assert values == ([[kept], []] if many else [kept, None])


def test_what_is_told_of_a_file() -> None:
    file = UploadedFile("a.csv", b"1,2")
    assert repr(file) == "UploadedFile(name='a.csv', type='text/csv', size=3)"
    assert (file.type, UploadedFile("a", b"").type) == ("text/csv", "application/octet-stream")
    assert file != "a.csv"
    assert file != UploadedFile("a.csv", b"1,2")
