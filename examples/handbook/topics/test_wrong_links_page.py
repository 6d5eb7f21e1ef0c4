from datetime import date


def test_a_broken_link_shows_the_page_and_says_what_was_wrong(fake_app):
    url = "?day=tomorrow&seats=2000&wagon=family&meal=caviar"
    tab = fake_app("wrong_links.py").open(url)
    assert tab.widget("Day").value == date(2026, 5, 1)
    assert tab.widget("Wagon").value == "family"
    assert [
        warning.value.split(":")[0] for warning in tab.tree.warning
    ] == [
        "The link's `day` was left out",
        "The link's `seats` was left out",
        "The link's `meal` was left out",
    ]
    assert (
        tab.url == "?day=2026-05-01&seats=2&wagon=family&meal=none"
    )  # corrected


def test_a_value_that_is_not_offered_is_told_in_the_first_run(fake_app):
    tab = fake_app("wrong_links.py").open("?meal=caviar")
    assert "`meal`" in tab.tree.warning[0].value
    assert tab.widget("Meal").value == "none"


def test_a_message_goes_when_its_field_is_set(fake_app):
    tab = fake_app("wrong_links.py").open("?seats=many")
    tab.widget("Seats").set_value(3)
    assert not tab.tree.warning
