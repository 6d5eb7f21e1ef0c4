"""The search of the handbook answers what users type who do not know the library's words."""

from __future__ import annotations

import pytest

from st_page_state.docs import answers, search, sections, stem, topics
from st_page_state.docs.search import pieces

ANSWERS = {
    "filter lost on reload": "filters",
    "back button does nothing": "actions",
    "back button": "actions",
    "clear everything": "actions",
    "dict per row": "dashboard",
    "secret in url": "security",
    "value disappears": "from_session_state",
    "hidden widget": "from_session_state",
    "two people edit the same": "share_saved",
    "concurrent": "many_users",
    "logged-in user test": "testing_apps",
    "test login": "testing_apps",
    "slow": "performance",
    "slow with many classes": "performance",
    "rename param": "wrong_links",
    "share by mail": "share_links",
    "email": "share_links",
    "upload": "widget_kinds",
    "st.dialog": "widget_kinds",
    "modal": "widget_kinds",
    "cache_data": "filters",
    "async": "actions",
    "threads": "actions",
    "Snowflake": "deployment",
    "Community Cloud": "deployment",
    "docker": "deployment",
    "hosting": "deployment",
    "authentication": "security",
    "logout": "drafts",
    "multipage": "another_page",
    "persistence": "drafts",
    "navigate": "another_page",
    "private": "security",
    "form": "forms",
    "wizard back": "wizard",
    "undo": "undo",
    "typo": "types_and_mypy",
    "mypy": "types_and_mypy",
    # and others' words
    "how do I install it": "start",
    "link too long": "big_state",
    "url gets too long": "big_state",
    "unit tests with pytest": "testing_apps",
    "mock session state": "testing_state",
    "iframe": "embedding",
    "remember user preferences": "drafts",
    "save to database": "drafts",
    "keep values after restart": "deployment",
    "several servers": "deployment",
    "debug": "inspector",
    "what does purge mean": "glossary",
    "bad value in the link": "wrong_links",
    "multi-step form": "wizard",
    "click on a row opens the detail page": "list_and_detail",
    "st.data_editor": "dashboard",
    "plotly selection": "dashboard",
    "st.session_state": "from_session_state",
    "query params disappear": "classes",
    "run code when a value changes": "hooks",
    "AppTest": "apptest",
    "linter": "check",
    "validate before submit": "forms",
    "required fields": "forms",
    "global variable shared between users": "many_users",
    "StoreConflictError": "errors",
    "bind_rows": "reference",
    "memory usage": "performance",
    "rewrite my app automatically": "migrate",
    "same widgets for each record": "many_records",
    "hide default values": "options",
    "collaborate": "share_saved",
    "redo": "undo",
    "uploaded file": "widget_kinds",
    "deselect": "widget_kinds",
    "st.cache_data": "filters",
    "pythonpath": "testing_apps",
    # misspelt, or another form of the word
    "perfomance": "performance",
    "persistance": "drafts",
    "filtering": "filters",
    "deploying": "deployment",
    "secruity": "security",
}


@pytest.mark.parametrize("query", ANSWERS)
def test_a_page_that_answers_is_among_the_first_two(query: str) -> None:
    shown = dict.fromkeys(each.topic.slug for each in search(query).found)
    assert ANSWERS[query] in [*shown][:2]
    assert ANSWERS[query] in [topic.slug for topic in answers(query, most=2)]


@pytest.mark.parametrize("slug", [topic.slug for topic in topics()])
def test_a_title_finds_its_page_first(slug: str) -> None:
    (topic,) = (topic for topic in topics() if topic.slug == slug)
    assert answers(topic.title)[0].slug == slug


@pytest.mark.parametrize("query", ["", "   ", "the", "does nothing", "xyzzy", "zzz", "!?"])
def test_what_has_no_answer_finds_nothing(query: str) -> None:
    assert search(query).found == []
    assert answers(query) == []


def test_words_near_to_one_that_is_nowhere_are_offered() -> None:
    assert "undo" in search("undw").near
    assert search("qqqq").near == []
    assert search("undo").near == []
    assert search("the").near == []


def test_a_word_of_the_text_alone_names_no_page() -> None:
    assert search("nope").found
    assert answers("nope") == []


def test_a_word_does_not_count_within_others() -> None:
    assert "persist" not in {stem for each in search("per").found for stem in each.stems}


def test_names_are_found_whole_and_by_their_parts() -> None:
    found = search("accept_new_options").found
    assert all("accept_new_options" in each.section.body for each in found[:2])
    assert pieces("accept_new_options") == ["accept", "new", "options"]
    assert pieces("FakeApp") == ["Fake", "App"]
    assert pieces("filters") == []
    assert search("dialog_filters").found  # no such name: its parts


def test_of_a_page_at_most_three_sections_are_shown() -> None:
    slugs = [each.topic.slug for each in search("param").found]
    assert max(slugs.count(slug) for slug in slugs) == 3


def test_a_word_that_is_nowhere_does_not_hide_those_that_are_found() -> None:
    assert answers("undo zzzz")[0].slug == "undo"


@pytest.mark.parametrize(
    "words",
    ["share shares shared sharing", "log logged logging", "persist persisted persistence", "is"],
)
def test_forms_of_a_word_have_one_stem(words: str) -> None:
    assert len({stem(word) for word in words.split()}) == 1


def test_keywords_belong_to_pages_and_their_words_are_found() -> None:
    named = {topic.slug: topic.keywords for topic in topics()}
    assert named["undo"]
    for topic in topics():
        for keyword in topic.keywords:
            assert keyword == keyword.strip() != ""
            assert topic in [each.topic for each in search(keyword).found[:8]], keyword


def test_a_heading_in_a_block_of_code_is_none() -> None:
    found = sections("# A\n\n```\n# not one\n```\nmore\n\n## B c\n\nbody\n")
    assert [(each.level, each.title, each.anchor) for each in found] == [
        (1, "A", "a"),
        (2, "B c", "b-c"),
    ]
    assert "# not one" in found[0].body
