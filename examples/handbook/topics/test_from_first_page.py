def test_it_runs_as_it_is(fake_app):
    tab = fake_app("from_first.py").open("?side_q=fix&lane=done")
    assert tab.widget("Find").value == "fix"  # the prefix is read, too
    assert tab.widget("Lane").value == 2
    assert tab.widget("Limit").value == 5  # bind(value=) is the state's
    tab.widget("Lane").set_value(1)
    assert tab.url == "?side_q=fix&lane=doing&wip=5"
    assert tab.texts == ["lane: 2 → 1"]
