def shown(tab):
    return [code.value for code in tab.tree.code]


def test_defaults_are_hidden_and_a_prefix_is_put_before(fake_app):
    tab = fake_app("options.py").open("?utm_source=mail&old=1")
    assert shown(tab)[:2] == ["/app?size=10&tag=", "/app"]
    tab.widget("Size").set_value(30)
    plain, hidden, prefixed = shown(tab)
    assert plain == "/app?size=30&tag="
    assert hidden == "/app?size=30"
    assert prefixed == "/app?list_size=30"


def test_what_keep_params_names_stays(fake_app):
    tab = fake_app("options.py").open("?utm_source=mail&old=1")
    tab.widget("Size").set_value(30)
    assert tab.url == "?utm_source=mail&list_size=30"
