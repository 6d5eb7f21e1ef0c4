def test_each_key_has_its_own_values_and_params(fake_app):
    tab = fake_app("many_records.py").open("?2.stars=4")
    assert tab.texts[-1] == "Rated: 1"
    tab.widget("Why, Nosferatu?").set_value("The shadow")
    first = next(w for w in tab.widgets if w.command == "feedback")
    first.set_value(0)
    assert tab.url == "?2.stars=4&1.stars=0"
    assert tab.widget("Why, Metropolis?").value == ""

    tab.button("discard 2").click()
    assert tab.url == "?1.stars=0"
    assert tab.texts[-1] == "Rated: 1"
