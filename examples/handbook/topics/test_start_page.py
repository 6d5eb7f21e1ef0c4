def test_the_address_follows_and_a_link_opens_the_same(fake_app):
    app = fake_app("start.py")  # the file beside this test
    ann = app.open()
    ann.widget("Status").set_value("active")
    ann.button("Next page").click()
    assert ann.url == "?status=active&p=2"

    bob = app.open(ann.url)
    assert bob.texts[-1] == "Page 2 of the active orders"


def test_back_undoes_the_click(fake_app):
    tab = fake_app("start.py").open("?status=done")
    tab.button("Next page").click()
    tab.back()
    assert tab.texts[-1] == "Page 1 of the done orders"


def test_a_wrong_address_shows_the_default(fake_app):
    tab = fake_app("start.py").open("?status=wrong&p=two")
    assert tab.texts[-1] == "Page 1 of the pending orders"
    assert tab.url == "?status=pending&p=1"
