def test_an_open_page_goes_on_after_a_deployment(fake_app):
    app = fake_app("deployment.py")
    tab = app.open()
    tab.widget("Text").set_value("A good year")
    tab.button("Save").click()
    assert tab.texts == ["Sales: A good year (1 saves)"]

    app.restart()  # the session is gone; the page is still open
    tab.widget("Topic").set_value("Staff")
    assert tab.texts == ["Staff: A good year (0 saves)"]
    assert tab.url == "?topic=Staff"
