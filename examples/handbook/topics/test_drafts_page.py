import pytest

from st_page_state import PageStateWarning


def test_a_note_outlives_the_session_and_the_server(fake_app):
    app = fake_app("drafts.py")
    tab = app.open(browser="ann's")
    tab.widget("Text").set_value("Call Bob")
    tab.widget("Large print").set_value(True)
    assert tab.url == ""  # in no address
    tab.reload()
    assert tab.widget("Text").value == "Call Bob"
    app.restart()
    assert app.open(browser="ann's").widget("Large print").value is True
    assert app.open(browser="bob's").widget("Text").value == ""


def test_a_store_that_is_down_breaks_nothing(fake_app):
    app = fake_app("drafts.py")
    tab = app.open(browser="ann's")
    app.store.down = True
    with pytest.warns(PageStateWarning, match="FakeStore.down"):
        tab.widget("Title").set_value("Shopping")
    assert tab.texts[-1] == "Your changes are not saved at the moment."
    app.store.down = False
    tab.widget("Text").set_value("Bread")  # saves the title, too
    assert app.open(browser="ann's").widget("Title").value == "Shopping"


def test_forget_deletes_what_is_saved(fake_app):
    app = fake_app("drafts.py")
    tab = app.open(browser="ann's")
    tab.widget("Text").set_value("Call Bob")
    tab.button("Delete my note").click()
    assert app.open(browser="ann's").widget("Text").value == ""


def test_in_an_outage_the_page_says_that_nothing_is_deleted(fake_app):
    app = fake_app("drafts.py")
    tab = app.open(browser="ann's")
    tab.widget("Text").set_value("Call Bob")
    app.store.down = True
    tab.button("Delete my note").click()
    assert tab.tree.error[0].value.startswith(
        "Your note is not deleted"
    )
    assert tab.widget("Text").value == "Call Bob"
    app.store.down = False
    tab.button("Delete my note").click()
    assert app.open(browser="ann's").widget("Text").value == ""


def test_who_comes_next_to_a_browser_has_what_is_saved(fake_app):
    app = fake_app("drafts.py")
    tab = app.open(browser="library's")
    tab.widget("Text").set_value("Call Bob")
    tab.reload()
    assert tab.widget("Text").value == "Call Bob"
    tab.button("Delete my note").click()
    tab.reload()
    assert tab.widget("Text").value == ""
