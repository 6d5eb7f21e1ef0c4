import pytest


@pytest.fixture
def app(fake_app):
    app = fake_app("testing_apps.py")  # one server process
    app.clear_caches()
    return app


def test_two_visitors_share_the_stock_and_nothing_else(app):
    ann = app.open("?item=coffee")  # a tab with a session of its own
    bob = app.open(ann.url)
    ann.button("Buy").click()
    assert "Bought: coffee" in ann.texts
    assert bob.tree.metric[0].value == "1"  # his page is older
    bob.button("Buy").click()
    assert "Bought: nothing" in bob.texts
    assert bob.button("Buy").disabled


def test_back_moves_the_item_not_the_basket(app):
    tab = app.open()
    tab.widget("Item").set_value("coffee")
    tab.button("Buy").click()
    tab.back()
    assert tab.widget("Item").value == "tea"
    assert "Bought: coffee" in tab.texts


def test_logging_out_empties_the_basket(app):
    tab = app.open("?item=tea")
    tab.button("Buy").click()
    tab.button("Log out").click()
    assert "Bought: nothing" in tab.texts
    assert tab.tree.metric[0].value == "2"
