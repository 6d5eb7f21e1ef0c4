def test_pages_turn_and_another_filter_begins_anew(fake_app):
    tab = fake_app("from_session_state.py").open()
    tab.button("Next").click()
    tab.button("Next").click()
    assert tab.url == "?p=3"
    assert tab.tree.caption[0].value == "Page 3 of 8"
    tab.widget("Find").set_value("1")
    assert tab.url == "?p=1&q=1"
    tab.back()
    assert tab.tree.caption[0].value == "Page 3 of 8"


def test_a_link_beyond_the_end_shows_the_last_page(fake_app):
    tab = fake_app("from_session_state.py").open("?p=99")
    assert tab.tree.caption[0].value == "Page 8 of 8"
    tab.button("Previous").click()
    assert tab.tree.caption[0].value == "Page 7 of 8"
