def test_a_submission_is_one_update(fake_app):
    tab = fake_app("forms.py").open()
    tab.widget("Name").set_value("Ann")
    tab.widget("Seats").set_value(4)
    assert tab.url == ""  # nothing before the submit
    tab.button("Invite").click()
    assert tab.url == "?seats=4"
    assert tab.tree.success[0].value == "Ann has 4 seats."


def test_if_one_value_is_rejected_none_is_saved(fake_app):
    tab = fake_app("forms.py").open()
    tab.widget("Name").set_value("Ann")
    tab.widget("Mail").set_value("ann.example")
    tab.button("Invite").click()
    assert "no at sign" in tab.tree.error[0].value
    assert not tab.tree.success
    tab.widget("Mail").set_value("ann@example.org")
    tab.button("Invite").click()
    assert not tab.tree.error
    assert tab.tree.success[0].value == "Ann has 2 seats."
