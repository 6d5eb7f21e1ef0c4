def sold(tab):
    return list(tab.tree.dataframe[0].value["sold"])


def test_a_bar_that_is_clicked_filters_the_table(fake_app):
    tab = fake_app("dashboard.py").open("?by=shop")
    assert len(sold(tab)) == 6
    tab.widget("vega_lite_chart").select(bar=[{"shop": "Lund"}])
    assert sold(tab) == [80, 95, 130]
    tab.widget("Group by").set_value("month")  # another chart
    assert len(sold(tab)) == 6


def test_the_view_is_a_link(fake_app):
    app = fake_app("dashboard.py")
    tab = app.open()
    tab.widget("Sold at least").set_value(120)
    assert tab.url == "?by=month&least=120"
    assert sold(app.open(tab.url)) == [120, 150, 130]
