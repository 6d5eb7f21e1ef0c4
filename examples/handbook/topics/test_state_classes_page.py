def test_a_snapshot_is_kept_and_made_live_again(fake_app):
    tab = fake_app("state_classes.py").open(
        "?size=L&with=foam&with=cocoa"
    )
    assert tab.tree.metric[0].value == "4.50"
    tab.button("Keep this order").click()
    tab.rerun()
    assert tab.button("Keep this order").disabled
    tab.widget("With").set_value([])
    assert tab.tree.metric[0].value == "3.50"
    tab.button("?size=L&with=cocoa&with=foam costs 4.50").click()
    assert tab.tree.metric[0].value == "4.50"
    assert tab.url == "?size=L&with=cocoa&with=foam"
