from datetime import date


def test_back_goes_back_a_step_and_nothing_is_lost(fake_app):
    tab = fake_app("wizard.py").open()
    assert tab.button("Next").disabled
    tab.widget("City").set_value("Oslo")
    tab.widget("Day").set_value(date(2026, 5, 1))
    tab.button("Next").click()
    tab.widget("Note to the host").set_value("Late arrival")
    tab.button("Next").click()
    assert tab.texts == ["Oslo, 2026-05-01. Late arrival"]
    tab.back()
    assert tab.widget("Note to the host").value == "Late arrival"
    tab.back()
    assert tab.widget("City").value == "Oslo"


def test_a_link_opens_it_half_way_without_the_note(fake_app):
    url = "?step=review&city=Oslo&day=2026-05-01"
    tab = fake_app("wizard.py").open(url)
    assert tab.texts == ["Oslo, 2026-05-01."]


def test_a_link_to_the_last_step_says_what_is_missing(fake_app):
    tab = fake_app("wizard.py").open("?step=review&city=Oslo")
    assert tab.texts == ["City and day are missing."]
    tab.button("Start again").click()
    assert tab.url == "?step=trip&city=Oslo"
    assert tab.widget("City").value == "Oslo"
