"""The handbook itself: every page in the app and alone, every link, the search.

The examples' own tests stand beside them in ``topics``.
"""

import re
from importlib import import_module
from pathlib import Path

import pytest
from handbook_texts import EXAMPLE, LINK, excerpt, linked, plain

import st_page_state
import st_page_state_fakes
from st_page_state import PageState, stores
from st_page_state.docs import Found, Section, folder, sections, topics

TOPICS = {topic.slug: topic for topic in topics()}
WITH_EXAMPLE = [slug for slug, topic in TOPICS.items() if topic.example is not None]
WITHOUT = {"reference", "glossary", "check", "migrate"}
WITHOUT_USE = {"Contracts for ports of your own"}  # their docstrings show a class as a whole
PLAIN_DATA = {
    "X.Config", "X.keyed_by", "Params, a type", "Texts, a type", "SessionPort, a type",
    "Put", "Run", "Saved", "Stored", "StorePort", "FakeWidget", "FakeButton",
}  # fmt: skip
OF_THE_APP = {"another_page"}  # it leads to another page of the app


def anchors(slug):
    return [section.anchor for section in sections(TOPICS[slug].text())]


@pytest.fixture
def handbook(fake_app):
    return fake_app("app.py")


@pytest.mark.parametrize("slug", TOPICS)
def test_a_page_opens_with_its_text_its_example_and_both_sources(handbook, slug):
    tab = handbook.open(f"/{'' if slug == 'start' else slug}")
    assert tab.tree.title[0].value == TOPICS[slug].title
    drawn = [heading.proto.anchor for heading in [*tab.tree.header, *tab.tree.subheader]]
    assert sorted([tab.tree.title[0].proto.anchor, *drawn]) == sorted(anchors(slug))
    codes = [code.value for code in tab.tree.code]
    if slug in WITH_EXAMPLE:
        for path in (TOPICS[slug].example, TOPICS[slug].test):
            assert path.read_text(encoding="utf-8").rstrip() in codes
    assert not handbook.warnings


@pytest.mark.parametrize("slug", [slug for slug in WITH_EXAMPLE if slug not in OF_THE_APP])
def test_an_example_runs_alone(fake_app, slug):
    tab = fake_app(TOPICS[slug].example).open()
    assert tab.widgets


@pytest.mark.parametrize("text", ["", "x", "-1", "9999999", "1&{0}=9999999"])
@pytest.mark.parametrize("slug", [slug for slug in WITH_EXAMPLE if slug not in OF_THE_APP])
def test_no_link_breaks_an_example(fake_app, slug, text):
    source = TOPICS[slug].example.read_text(encoding="utf-8")
    prefix = "".join(re.findall(r'url_prefix = "(.+)"', source))
    names = re.findall(r'url_key="(.+?)"', source)
    names += [f"{before}{name}" for name in names for before in (prefix, "1.") if before]
    query = "&".join(f"{name}={text.format(name)}" for name in names)
    assert fake_app(TOPICS[slug].example).open(f"?{query}").widgets


def test_every_page_has_an_example_or_is_about_words_or_a_command():
    assert {slug for slug in TOPICS if slug not in WITH_EXAMPLE} == WITHOUT


def test_every_file_belongs_to_a_page():
    named = {"contents.toml", "ruff.toml"}
    for topic in TOPICS.values():
        named |= {topic.path.name}
        if topic.example is not None:
            named |= {topic.example.name, topic.test.name}
    assert {path.name for path in folder().iterdir() if path.is_file()} == named


@pytest.mark.parametrize("slug", TOPICS)
def test_a_text_begins_with_its_title_and_names_its_files(slug):
    topic = TOPICS[slug]
    first, *rest = sections(topic.text())
    assert (first.level, first.title) == (1, topic.title)
    assert all(section.level > 1 for section in rest)
    found = EXAMPLE.search(first.body)
    if topic.example is None:
        assert found is None
    else:
        name, test = topic.example.name, topic.test.name
        assert found[0].strip() == f"Example: [{name}]({name}) · Test: [{test}]({test})"


@pytest.mark.parametrize("slug", TOPICS)
def test_no_link_is_broken(slug):
    text = EXAMPLE.sub("", TOPICS[slug].text())
    for _, target in LINK.findall(text):
        page, _, anchor = target.partition("#")
        assert not page or page.removesuffix(".md") in TOPICS, target
        if anchor:
            assert anchor in anchors(page.removesuffix(".md") or slug), target


@pytest.mark.parametrize("slug", TOPICS)
def test_headings_have_links_of_their_own(slug):
    assert len(set(anchors(slug))) == len(anchors(slug))


@pytest.mark.parametrize("slug", WITH_EXAMPLE)
def test_an_example_is_short(slug):
    assert len(TOPICS[slug].example.read_text(encoding="utf-8").splitlines()) <= 42


def shown(found):
    return "".join(f"[{part}]" if is_hit else part for part, is_hit in excerpt(found))


def section_with(body, *stems):
    return Found(TOPICS["start"], Section(2, "A", body), frozenset(stems), 1, named=True)


def test_the_results_have_an_address_that_is_a_link(handbook):
    tab = handbook.open("/search?q=CPU+time")
    assert tab.tree.title[0].value == "Search"
    assert tab.widget("Search the handbook").value == "CPU time"
    links = [text.value for text in tab.tree.markdown if "<a " in text.value]
    assert any('href="performance#on-a-server"' in link for link in links)
    tab.widget("Search the handbook").set_value("undo")
    assert tab.url == "/search?q=undo"
    tab.back()
    assert tab.url == "/search?q=CPU+time"
    assert tab.widget("Search the handbook").value == "CPU time"


def test_a_page_has_a_box_and_the_results_have_but_one(handbook):
    boxes = [text.value for text in handbook.open("/wizard").tree.get("html")]
    assert ['role="search"' in box for box in boxes].count(True) == 1
    tab = handbook.open("/search?q=undo")
    assert not [text for text in tab.tree.get("html") if 'role="search"' in text.value]
    assert [widget.label for widget in tab.widgets] == ["Search the handbook"]


def test_without_an_answer_near_words_are_offered(handbook):
    tab = handbook.open("/search?q=undw")
    assert "Nothing found. Did you mean one of these?" in tab.texts
    assert any('href="search?q=undo"' in text for text in tab.texts)
    tab.widget("Search the handbook").set_value("zzzz")
    assert "Nothing found." in tab.texts


@pytest.mark.parametrize("words", ["", "   ", "\t"])
def test_blanks_find_nothing_and_say_nothing(handbook, words):
    page = handbook.open(f"/search?q={words}").tree
    assert not [*page.caption, *page.info]


def test_a_query_is_short_enough_for_an_address(handbook):
    tab = handbook.open(f"/search?q={'x' * 10_000}")
    assert tab.url == "/search"
    assert any("at most 200 characters" in text for text in tab.texts)
    tab.widget("Search the handbook").set_value("x" * 201)
    assert tab.url == "/search"
    assert any("at most 200 characters" in text for text in tab.texts)


def test_what_was_found_is_marked_and_shown_as_it_is(handbook):
    tab = handbook.open("/search?q=keep_params")
    html = [text.value for text in tab.tree.get("html")]
    assert any(
        "<mark>keep_params</mark> = [&quot;lang&quot;, &quot;utm_*&quot;]" in text for text in html
    )


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("a <!-- speed --> b", "a b"),
        ("`st.data_editor(**Bill.bind_editor(...))`", "st.data_editor(**Bill.bind_editor(...))"),
        ('`keep_params = ["lang", "utm_*"]`', 'keep_params = ["lang", "utm_*"]'),
        ("| a | b |\n|---|:--|\n| `x` | *y* |\n| `p \\| q` | |", "a · b. x · y. p | q."),
        ("See [the list](list.md#a) and [`X`](x.md).", "See the list and X."),
        (
            "f(*, a=1), **bold**, *not bold*.\n* point\n1. first",
            "f(*, a=1), bold, not bold. point first",
        ),
        ("Before.\n\n```python no-run\nf(**x)  # *y*\n```\n", "Before. f(**x) # *y*"),
        ("Example: [a.py](a.py) · Test: [test_a.py](test_a.py)\n\nText.", "Text."),
    ],
)
def test_the_text_of_markdown_is_plain_and_its_code_as_written(markdown, text):
    assert plain(markdown) == text


@pytest.mark.parametrize("slug", TOPICS)
def test_no_excerpt_has_marks_of_markdown(slug):
    for section in sections(TOPICS[slug].text()):
        assert not re.search(r"<!--|\|-|\]\(\w+\.md", plain(section.body)), section.title


def test_an_excerpt_stands_about_the_words_and_marks_them():
    body = "first " + "word " * 80 + "end of it, and the ends " + "word " * 80
    assert shown(section_with(body, "end")).startswith("… word")
    assert "word [end] of it, and the [ends] word" in shown(section_with(body, "end"))
    assert shown(section_with(body, "nowhere")).startswith("first word")
    assert shown(section_with("a short `bind_rows`", "row")) == "a short [bind_rows]"
    assert shown(section_with("", "row")) == ""


def test_links_to_pages_stay_in_the_tab_and_code_stays_code():
    code = "\n```\n[g](forms.md)\n```\n"
    text = f"[`a`](forms.md#b) [c](#d) [e](https://x.example) [f](start.md){code}"
    assert linked(text) == (
        '<a href="forms#b" target="_self"><code>a</code></a> [c](#d) [e](https://x.example) '
        '<a href="." target="_self">f</a>' + code
    )


def test_generated_pages_are_up_to_date():
    generate = import_module("generate")
    for path, text in generate.generated().items():
        assert path.read_text(encoding="utf-8") == text, "run: python examples/handbook/generate.py"


def test_the_reference_has_every_public_name_each_with_a_line_of_use():
    here = sections(TOPICS["reference"].text())
    titles = {section.title.removesuffix(", a type") for section in here if section.level == 3}
    wanted = {name for name in st_page_state.__all__ if not name.endswith(("Error", "Warning"))}
    wanted |= set(st_page_state_fakes.__all__) | set(stores.__all__)
    wanted |= {f"X.{name}" for name in dir(PageState) if not name.startswith("_")} - {"X.mro"}
    hooks = {f"X.{name}" for name in titles}
    assert wanted - titles - hooks <= {"PageState"}
    group = ""
    for section in here:
        group = section.title if section.level == 2 else group
        if section.level == 3 and group not in WITHOUT_USE and section.title not in PLAIN_DATA:
            call = section.body.lstrip().startswith("```python no-run")
            assert section.body.count("```python") > (1 if call else 0), section.title


def test_every_error_is_described():
    titles = {section.title for section in sections(TOPICS["errors"].text())}
    named = {name for name in st_page_state.__all__ if name.endswith(("Error", "Warning"))}
    assert named <= titles


def test_the_pages_that_the_readme_names_are_there():
    readme = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    for page, anchor in re.findall(r"examples/handbook/topics/(\w+)\.md(?:#([\w-]+))?", readme):
        assert page in TOPICS
        assert not anchor or anchor in anchors(page)
