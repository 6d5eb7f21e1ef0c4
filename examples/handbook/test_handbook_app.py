"""The handbook itself: every page in the app and alone, every link, the search.

The examples' own tests stand beside them in ``topics``.
"""

import re
from importlib import import_module
from pathlib import Path

import pytest
from handbook_texts import EXAMPLE, LINK, excerpt, linked, search, sections

import st_page_state
import st_page_state_fakes
from st_page_state import PageState, stores
from st_page_state.docs import folder, topics

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


def test_the_box_opens_the_results_and_their_address_is_a_link(handbook):
    tab = handbook.open("/wizard?step=note")
    tab.widget("Search the handbook").set_value("CPU time")
    assert tab.url == "/search?q=CPU+time"
    assert tab.tree.title[0].value == "Search"
    assert tab.widget("Search the handbook").value == ""
    shown = [text.value for text in tab.tree.markdown if "<a " in text.value]
    assert any('href="performance#on-a-server"' in link for link in shown)

    other = handbook.open(tab.url)
    assert other.widget("Words").value == "CPU time"
    other.widget("Words").set_value("zzz")
    assert "Nothing has all of these words." in other.texts
    tab.back()
    assert tab.page in ("wizard", "search")


@pytest.mark.parametrize("words", ["   ", "\t"])
def test_blanks_open_no_search(handbook, words):
    tab = handbook.open("/wizard?step=note")
    tab.widget("Search the handbook").set_value(words)
    assert tab.page == "wizard"
    page = handbook.open(f"/search?q={words}").tree
    assert not [*page.caption, *page.info]


def test_a_query_is_short_enough_for_an_address(handbook):
    tab = handbook.open(f"/search?q={'x' * 10_000}")
    assert tab.url == "/search"
    assert any("at most 200 characters" in text for text in tab.texts)
    for name in ("Search the handbook", "Words"):
        with pytest.raises(ValueError, match="200"):
            tab.widget(name).set_value("x" * 201)


def test_a_search_finds_titles_first_and_all_words():
    assert search("")[:1] == []
    assert search("share links")[0].topic.slug == "share_links"
    found = search("accept_new_options")
    assert {each.topic.slug for each in found} >= {"widget_kinds", "reference"}
    assert all("accept_new_options" in each.section.body for each in found)


@pytest.mark.parametrize(
    ("words", "slug"),
    [
        ("uploaded file", "widget_kinds"),
        ("st.dialog", "widget_kinds"),
        ("deselect", "widget_kinds"),
        ("async", "actions"),
        ("threads", "actions"),
        ("st.cache_data", "filters"),
        ("rename param", "wrong_links"),
        ("community cloud", "deployment"),
        ("snowflake", "deployment"),
        ("pythonpath", "testing_apps"),
    ],
)
def test_a_search_for_what_people_ask_finds_a_page(words, slug):
    assert slug in [found.topic.slug for found in search(words)[:3]]


def test_an_excerpt_is_plain_and_stands_about_the_word():
    body = "| a | b |\n|---|---|\n| `x` | *y* |\n\nSee [the list](list.md). " + "word " * 80 + "end"
    assert excerpt(body, ["list"]) == excerpt(body, ["nowhere"])
    assert excerpt(body, ["list"]).startswith("a b x y See the list. word")
    assert excerpt(body, ["end"]).startswith("… word")
    assert "](" not in excerpt(body, ["see"])
    files = "Example: [a.py](a.py) · Test: [test_a.py](test_a.py)"
    body = f"Before.\n\n{files}\n\nf(*, a=1) of a `str \\| None`, **bold**\n* point"
    assert excerpt(body, ["bold"]) == "Before. f(*, a=1) of a str | None, bold point"


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
