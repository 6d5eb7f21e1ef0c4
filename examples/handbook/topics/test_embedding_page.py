def test_an_embedded_view_stays_embedded(fake_app):
    app = fake_app("embedding.py")
    tab = app.open("?days=14")
    tab.widget("Kind").set_value("bar")
    code = tab.tree.code[0].value
    assert code.endswith('?embed=true&days=14&kind=bar"></iframe>')

    inside = app.open("?embed=true&days=14&kind=bar&utm_source=site")
    inside.widget("Days").set_value(21)
    assert inside.url == "?embed=true&days=21&kind=bar"
