def test_another_kind_begins_on_page_1_and_back_returns(fake_app):
    tab = fake_app("hooks.py").open("?kind=open&p=7")
    tab.widget("Kind").set_value("paid")
    assert tab.url == "?kind=paid&p=1"
    assert len(tab.history) == 2  # both changes are one entry
    tab.back()
    assert tab.widget("Page").value == 7
    assert tab.texts[-1].splitlines() == [
        "on_ready: page 7",
        "on_change: kind 'open' → 'paid'",
        "on_change: page 7 → 1",
        "on_adopt: {'kind': 'open', 'page': 7}",
    ]
