def shared(tab):
    tab.widget("Cities").set_value(["Oslo", "Lund", "Visby"])
    tab.widget("Notes").set_value("By train. " * 100)
    tab.button("Share this plan").click()
    return tab.tree.code[0].value


def test_a_short_link_opens_the_whole_view(fake_app):
    app = fake_app("share_links.py")
    link = shared(app.open())
    assert len(link.partition("?share=")[2]) == 22

    bob = app.open(link)
    assert bob.widget("Cities").value == ["Oslo", "Lund", "Visby"]
    assert bob.widget("Notes").value == "By train. " * 100


def test_after_180_days_it_is_gone_and_the_app_says_so(fake_app):
    app = fake_app("share_links.py")
    link = shared(app.open())
    app.store.advance(days=181)
    bob = app.open(link)
    assert bob.tree.warning[0].value.startswith(
        "This link cannot be opened"
    )
    assert bob.widget("Cities").value == ["Oslo"]


def test_in_an_outage_the_page_says_that_there_is_no_link(fake_app):
    app = fake_app("share_links.py")
    tab = app.open()
    app.store.down = True
    tab.button("Share this plan").click()
    assert tab.tree.error[0].value.startswith("No link can be made")
    app.store.down = False
    tab.button("Share this plan").click()
    assert "?share=" in tab.tree.code[0].value
