def test_undo_takes_back_the_last_action_and_redo_brings_it(fake_app):
    tab = fake_app("undo.py").open()
    assert tab.button("Undo").disabled
    tab.widget("Guest").set_value("Bob")
    tab.button("Add").click()
    tab.button("Nobody comes").click()
    assert tab.texts[-1] == "Party: nobody"

    tab.button("Undo").click()
    assert tab.texts[-1] == "Party: Ann, Bob"
    assert tab.url == "?title=Party&guest=Ann&guest=Bob"
    tab.button("Redo").click()
    assert tab.texts[-1] == "Party: nobody"


def test_a_submission_and_its_callback_are_one_step(fake_app):
    tab = fake_app("undo.py").open()
    tab.widget("Guest").set_value("Bob")
    tab.button("Add").click()
    tab.button("Undo").click()
    assert tab.texts[-1] == "Party: Ann"
    assert tab.widget("Guest").value == ""
    assert tab.button("Undo").disabled


def test_back_is_the_browsers_and_no_step(fake_app):
    tab = fake_app("undo.py").open()
    tab.widget("Title").set_value("Feast")
    tab.back()
    assert tab.widget("Title").value == "Party"
    tab.button("Nobody comes").click()
    tab.button("Undo").click()
    assert tab.texts[-1] == "Party: Ann"
