import pytest


@pytest.fixture
def app(fake_app):
    return fake_app("share_saved.py")


def shared(app):
    ann = app.open(browser="ann's")
    ann.widget("Talks").set_value(["Links", "Testing"])
    ann.button("Share").click()
    return ann.tree.code[0].value


def test_a_colleague_looks_at_it_and_keeps_the_own_one(app):
    link = shared(app)
    app.open(browser="bob's").widget("Talks").set_value(["Charts"])

    bob = app.open(link, browser="bob's")
    assert (
        bob.tree.text[0].value == "A colleague's agenda: Links, Testing"
    )
    bob.button("Back to mine").click()
    assert bob.widget("Talks").value == ["Charts"]
    assert bob.url == ""


def test_a_click_takes_it_over(app):
    bob = app.open(shared(app), browser="bob's")
    bob.button("Make it mine").click()
    assert bob.widget("Talks").value == ["Links", "Testing"]
    bob.widget("Talks").set_value(["Testing"])
    again = app.open(browser="bob's")  # it is saved, and his own
    assert again.widget("Talks").value == ["Testing"]
    ann = app.open(browser="ann's")
    assert ann.widget("Talks").value == ["Links", "Testing"]


def test_back_shows_the_colleagues_agenda_again(app):
    bob = app.open(shared(app), browser="bob's")
    bob.button("Back to mine").click()
    bob.back()
    assert (
        bob.tree.text[0].value == "A colleague's agenda: Links, Testing"
    )


def test_a_link_that_has_expired_shows_the_own_one(app):
    link = shared(app)
    app.store.advance(days=181)
    bob = app.open(link, browser="bob's")
    assert bob.tree.warning[0].value.startswith(
        "This link cannot be opened"
    )
    assert bob.widget("Talks").value == []


def test_in_an_outage_there_is_no_link_and_the_page_says_so(app):
    ann = app.open(browser="ann's")
    ann.widget("Talks").set_value(["Links"])
    app.store.down = True
    ann.button("Share").click()
    assert ann.tree.error[0].value.startswith("No link can be made")
    assert ann.widget("Talks").value == ["Links"]
