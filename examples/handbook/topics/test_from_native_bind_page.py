def test_a_change_leaves_the_natively_bound_param(fake_app):
    tab = fake_app("from_native_bind.py").open(
        "?city=Oslo&days=5&old=1"
    )
    tab.widget("Unit").set_value("F")
    assert tab.texts[-1] == "Oslo: 5 days in °F"
    assert "city=Oslo" in tab.url
    assert "old" not in tab.url


def test_state_outlives_its_widget_and_code_changes_it(fake_app):
    tab = fake_app("from_native_bind.py").open("?city=Lund")
    tab.widget("More days").set_value(True)
    tab.widget("Days").set_value(8)
    tab.widget("More days").set_value(False)  # the slider is gone
    assert tab.texts[-1] == "Lund: 8 days in °C"
    tab.button("Reset the forecast").click()
    assert tab.texts[-1] == "Lund: 3 days in °C"
