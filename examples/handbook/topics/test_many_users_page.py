def come_in(tab, name):
    tab.widget("Your name").set_value(name)
    tab.button("Come in").click()


def test_visitors_share_nothing_but_what_is_cached(fake_app):
    app = fake_app("many_users.py")
    app.clear_caches()
    ann, bob = app.open(), app.open()
    come_in(ann, "Ann")
    assert ann.tree.subheader[0].value == "Hello Ann"
    bob.rerun()
    assert bob.widget("Your name").value == ""
    assert bob.tree.caption[0].value.endswith(": 1")


def test_logging_out_leaves_nothing_behind(fake_app):
    tab = fake_app("many_users.py").open()
    come_in(tab, "Ann")
    tab.widget("Color").set_value("#c05621")
    tab.button("Log out").click()
    assert tab.widget("Your name").value == ""
    assert tab.url == "?color=%232b6cb0"
