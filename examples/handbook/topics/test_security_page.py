def test_a_link_grants_nothing_and_asks_for_no_more_than_it_may(
    fake_app,
):
    app = fake_app("security.py")
    tab = app.open(
        "?name=ann&role=editor&rows=1000000&tab=__import__('os')"
    )
    assert tab.texts[-1] == "10 open rows, for nobody"
    assert "&rows=10&tab=open" in tab.url


def test_an_editor_may_delete(fake_app):
    tab = fake_app("security.py").open("?tab=done")
    tab.widget("Log in as").set_value("ann")
    tab.button("Delete the done ones").click()
    assert tab.tree.success
    assert "ann" not in tab.url
