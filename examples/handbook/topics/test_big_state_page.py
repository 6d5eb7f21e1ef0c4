import re

LONG = "All work and no play makes Jack a dull boy.\n" * 1000


def test_a_long_text_has_a_short_link(fake_app):
    app = fake_app("big_state.py")
    ann = app.open()
    ann.widget("Text").set_value("short")
    assert ann.url == "?t=short"
    ann.widget("Text").set_value(LONG)
    assert re.fullmatch(r"\?t=~[\w-]{22}", ann.url)

    bob = app.open(ann.url)
    assert bob.widget("Text").value == LONG
    ann.back()
    assert ann.widget("Text").value == "short"


def test_unused_for_180_days_it_is_gone_and_the_page_opens(
    fake_app,
):
    app = fake_app("big_state.py")
    ann = app.open()
    ann.widget("Text").set_value(LONG)
    app.store.advance(days=181)
    bob = app.open(ann.url)
    assert bob.widget("Text").value == ""
    assert "cannot be opened" in bob.tree.warning[0].value
