def test_a_row_opens_its_record_and_back_closes_it(fake_app):
    tab = fake_app("list_and_detail.py").open("?q=t")
    tab.widget("dataframe").select(rows=[2])
    assert tab.url == "?q=t&id=23"
    assert tab.tree.metric[0].label == "Train to Oslo"
    tab.back()
    assert tab.tree.info[0].value == "Choose a row."


def test_a_filter_that_hides_the_record_closes_it(fake_app):
    tab = fake_app("list_and_detail.py").open("?id=22")
    assert tab.tree.metric[0].value == "27.00"
    tab.widget("Title contains").set_value("taxi")
    assert tab.url == "?q=taxi"
    assert not tab.tree.metric


def test_a_link_to_no_order_shows_the_list_and_says_so(fake_app):
    tab = fake_app("list_and_detail.py").open("?id=99")
    warning = tab.tree.warning[0].value
    assert warning.startswith("There is no such order: ")
    assert tab.url == ""
    tab.widget("dataframe").select(rows=[0])
    assert not tab.tree.warning
    assert tab.tree.metric[0].label == "Taxi to the airport"
