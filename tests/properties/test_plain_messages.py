"""What an error quotes is plain text in Markdown, whatever a link or a validator says."""

from __future__ import annotations

import re
from datetime import datetime

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from st_page_state import InvalidQueryParamError, InvalidValueError, UnknownFieldError
from st_page_state.errors import quote, told

PIECES = (
    "*", "**", "_", "__", "`", "```", "~", "~~", "$", "$$", "[", "]", "(", ")", "!", "<", ">", "#",
    "# ", "- ", "+ ", "1. ", "2) ", "---", "===", "|", ":", ":smile:", ":100:", ":+1:", ":red[",
    ":small[", ":badge[", ":blue-badge[", ":material/home:", ":streamlit:", "](", "]:", "][",
    "[^1]", "http://", "https://", "www.", "evil.example", "a@b.example", "mailto:", "&", "&#58;",
    "&lt;", "&colon;", "\\", "\n", "\r\n", "\t", "    ", "<b>", "<!--", "{", "}", "'", '"', " ",
    "a", "7", "é",
)  # fmt: skip
NAME = r"[a-z]{1,9}(_[a-z]{1,9}){0,4}"
HOSTILE = st.lists(st.sampled_from(PIECES) | st.text(max_size=3), max_size=12).map("".join)

SHORTCODES = re.compile(r":[\w+-]*[a-z][\w+-]*:|:(?:100|1234|\+1|-1):", re.IGNORECASE)
DIRECTIVES = re.compile(r":{1,3}[a-z][\w-]*[\[{]", re.IGNORECASE)
ICONS = re.compile(r":material/", re.IGNORECASE)
MATH = re.compile(r"\$")
AUTOLINKS = re.compile(r"https?://|www\.|\w@[\w-]+\.", re.IGNORECASE)

GFM = MarkdownIt("gfm-like", {"typographer": False})
assert GFM.linkify is not None
GFM.linkify.set({"fuzzy_link": False, "fuzzy_ip": False})
PLAIN_TOKENS = {"paragraph_open", "inline", "paragraph_close", "text", "text_special"}


def assert_plain(message: str) -> None:
    tokens = GFM.parse(message)
    kinds = {token.type for token in tokens}
    kinds |= {child.type for token in tokens for child in token.children or ()}
    assert kinds <= PLAIN_TOKENS, message
    # What Streamlit's own extensions find in the text that is left.
    text = "".join(c.content for token in tokens for c in token.children or ())
    for pattern in (SHORTCODES, DIRECTIVES, ICONS, MATH, AUTOLINKS):
        assert not pattern.search(text), message


@given(HOSTILE)
@example("[a](http://evil.example)")
@example("&#58;smile&#58;")
@example(r"\:red[a]")
def test_a_reason_is_plain(text: str) -> None:
    assert_plain(told(text))
    assert_plain(f"The link's field was ignored: {told(text)}")
    assert told(told(text)) == told(text)


@given(HOSTILE)
@example(":smile:")
@example("www.evil.example")
def test_a_quoted_value_is_plain(text: str) -> None:
    assert_plain(quote(text))
    assert_plain(f"{quote([text])} {quote({text: 1})}")


@given(HOSTILE, HOSTILE)
def test_whole_messages_are_plain(text: str, reason: str) -> None:
    bad = InvalidQueryParamError("Filter", "day", "day", text, reason)
    worse = InvalidQueryParamError("Filter", "to", "to", reason, text)
    both = InvalidQueryParamError.collect({"day": bad, "to": worse})
    assert both.reason == bad.reason
    assert both.text == text
    refused = InvalidValueError("Filter", "day", quote(text), "int", reason)
    unknown = UnknownFieldError("Filter", text, ["day", "to"], "update()")
    for error in (bad, both, refused, unknown):
        assert_plain(str(error))


@given(st.datetimes(), st.from_regex(NAME, fullmatch=True), st.floats())
def test_usual_texts_read_as_they_are(moment: datetime, name: str, number: float) -> None:
    times = f"{moment:%H:%M:%S}", str(moment), moment.isoformat()
    for text in (*times, name, "[1, 2]", '{"a": [1]}', "50 %", "a/b?c=1"):
        assert quote(text) == repr(text)
    assert quote(number) == repr(number)
    assert told("Input should be 'in_progress' or 'done'") == (
        "Input should be 'in_progress' or 'done'"
    )
