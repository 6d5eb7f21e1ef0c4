def peaks(tab):
    return list(tab.tree.dataframe[0].value["peak"])


def test_a_copied_address_shows_the_same_rows(fake_app):
    app = fake_app("filters.py")
    ann = app.open()
    assert ann.url == ""  # hide_defaults
    ann.widget("In").set_value(["Asia", "Europe"])
    ann.widget("Meters").set_value((5500, 9000))
    ann.widget("Sort by").set_value("height")
    assert ann.url == "?in=Asia&in=Europe&m=5500&m=9000&by=height"
    assert peaks(ann) == ["Elbrus", "K2", "Everest"]
    assert peaks(app.open(ann.url)) == peaks(ann)


def test_show_all_is_one_entry_of_the_history(fake_app):
    tab = fake_app("filters.py").open("?in=Asia&m=8700&m=9000")
    assert peaks(tab) == ["Everest"]
    tab.button("Show all").click()
    assert len(peaks(tab)) == 5
    assert len(tab.history) == 2
    tab.back()
    assert peaks(tab) == ["Everest"]
