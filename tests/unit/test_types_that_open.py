"""Types that import or look for what a text names: in the session only, never in a link."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, TypedDict

import pytest
from pydantic import AfterValidator, BaseModel, DirectoryPath, FilePath, ImportString, NewPath

from st_page_state import DeclarationError, PageState, StateVar, use_ports
from st_page_state_fakes import FakeQuery, FakeSession


class Model(BaseModel):
    inner: list[FilePath] = []
    itself: Model | None = None


@dataclass
class Record:
    path: NewPath | None = None


class Row(TypedDict):
    name: Annotated[DirectoryPath, AfterValidator(lambda path: path)]


TYPES: dict[str, Any] = {
    "a file": FilePath,
    "a folder or none": DirectoryPath | None,
    "a list of new files": list[NewPath],
    "an import": ImportString,
    "an import of a type": ImportString[Any],
    "a model": Model,
    "a dataclass": Record,
    "a dict of them": dict[str, FilePath],
}


@pytest.mark.parametrize("kind", TYPES.values(), ids=TYPES)
def test_a_url_field_cannot_have_it(kind: Any) -> None:
    with pytest.raises(DeclarationError, match=r"X\.n: .*(anybody can write a link|into a URL)"):

        class X(PageState):
            n: kind | None = StateVar(default=None, url_key="n")


def test_a_field_of_the_session_can() -> None:
    class X(PageState):
        path: FilePath | None = None
        plain: Path | None = StateVar(default=None, url_key="path")

    with use_ports(FakeSession(), FakeQuery("?path=/nowhere")):
        X.update(path=__file__)
        assert (X.path, X.plain) == (Path(__file__), Path("/nowhere"))
