def test_the_timeline_leads_back_and_becomes_a_test(fake_app):
    tab = fake_app("inspector.py").open("?utm_source=mail&q=a&p=3")
    tab.widget("Words").set_value("tea")
    tab.widget("Write something").set_value(True)
    tab.widget("Title").set_value("Tea time")
    assert tab.url == "?q=tea&p=1&title=Tea+time"

    tab.widget("State").set_value(True)  # open the inspector
    actions = tab.widget("After which action?")
    assert actions.options == [
        "#3 widget Title",
        "#2 widget Words",
        "#1 link",
    ]
    as_test = tab.tree.code[1].value
    assert 'open("?utm_source=mail&q=a&p=3")' in as_test
    assert 'widget("Title").set_value("Tea time")' in as_test

    actions.set_value("#2 widget Words")
    tab.button("Restore to here").click()
    assert tab.url == "?q=tea&p=1"
    assert tab.widget("Title").value == ""


def test_looking_changes_nothing(fake_app):
    tab = fake_app("inspector.py").open("?q=a")
    before = tab.url, tab.history
    tab.widget("State").set_value(True)
    tab.widget("State").set_value(False)
    assert (tab.url, tab.history) == before
