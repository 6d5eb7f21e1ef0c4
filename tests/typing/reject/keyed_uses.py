"""Wrong uses of keyed state; ``refused:`` marks the codes of mypy | pyright."""

from __future__ import annotations

from st_page_state import PageState, StateVar, link


class Draft(PageState):
    body: str = StateVar(default="", url_key="body")
    votes: int = 0


class Nav(PageState):
    view: str = ""


draft = Draft.of("22")
Draft.of()  # refused: call-arg | reportCallIssue
Draft.of(None)  # refused: arg-type | reportArgumentType
Draft.of(1.5)  # refused: arg-type | reportArgumentType
Draft.of(b"a")  # refused: arg-type | reportArgumentType
draft.body = 3  # refused: assignment | reportAttributeAccessIssue
Draft.of("22").votes = "x"  # refused: assignment | reportAttributeAccessIssue
Draft.of("22").votes += "x"  # refused: operator | reportOperatorIssue
draft.typo = 1  # refused: attr-defined | reportAttributeAccessIssue
print(Draft.of("22").typo)  # refused: attr-defined | reportAttributeAccessIssue
Draft.of("22")(typo=1)  # refused: call-arg | reportCallIssue
Draft.of("22")(body=1)  # refused: arg-type | reportArgumentType
Draft.of("22")(body="x").body = "y"  # refused: misc | reportAttributeAccessIssue
draft.apply(Nav())  # refused: arg-type | reportArgumentType
link(draft)  # refused: arg-type | reportArgumentType
Draft.keys("x")  # refused: call-arg | reportCallIssue
view: int = Draft.of("22").body  # refused: assignment | reportAssignmentType
