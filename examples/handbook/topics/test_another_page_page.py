def peaks(tab):
    return list(tab.tree.dataframe[0].value["peak"])


def test_a_link_opens_the_page_with_its_state(fake_app):
    tab = fake_app("../app.py").open("/another_page")
    before = len(tab.history)
    tab.button("The highest peaks of Asia").click()
    assert tab.url == "/filters?in=Asia&by=height"
    assert peaks(tab) == ["K2", "Everest"]
    assert len(tab.history) == before + 1
    tab.back()
    assert tab.page == "another_page"


def test_code_opens_it_too(fake_app):
    tab = fake_app("../app.py").open("/another_page")
    tab.widget("Elsewhere").set_value("Europe")
    tab.button("Show its peaks").click()
    assert tab.url == "/filters?in=Europe"
    assert peaks(tab) == ["Elbrus"]
