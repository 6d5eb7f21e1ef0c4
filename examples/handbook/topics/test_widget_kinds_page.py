def test_another_country_has_other_cities(fake_app):
    tab = fake_app("widget_kinds.py").open("?city=Bergen&nights=3")
    tab.widget("Country").set_value("Sweden")
    assert tab.widget("City").value == "Lund"  # the first one
    assert tab.texts[-1] == "3 nights in Lund, Sweden"


def test_a_link_to_a_missing_option_opens_the_page(fake_app):
    tab = fake_app("widget_kinds.py").open("?country=Norway&city=Rome")
    assert tab.widget("City").value == "Oslo"
    assert tab.tree.warning[0].value.startswith("`city` was ignored")


def test_both_widgets_show_the_field(fake_app):
    tab = fake_app("widget_kinds.py").open("?nights=3")
    tab.widget("slider").set_value(5)
    assert tab.widget("number_input").value == 5
    tab.widget("number_input").set_value(7)
    assert tab.widget("slider").value == 7
