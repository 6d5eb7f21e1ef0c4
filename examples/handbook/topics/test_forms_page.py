from datetime import date


def test_a_submission_is_one_update(fake_app):
    tab = fake_app("forms.py").open("?from=2026-05-01&to=2026-05-09")
    tab.widget("Name").set_value("Lund")
    tab.widget("To").set_value(date(2026, 5, 20))
    before = len(tab.history)  # nothing before the submission
    tab.button("Save").click()
    assert tab.url == "?from=2026-05-01&to=2026-05-20"
    assert len(tab.history) == before + 1
    assert tab.tree.success[0].value == "Lund, 2026-05-01 to 2026-05-20"


def test_what_is_rejected_stays_in_the_form_and_nowhere_else(fake_app):
    tab = fake_app("forms.py").open("?from=2026-05-01&to=2026-05-09")
    tab.button("Save").click()
    assert tab.tree.error[0].value == "A trip needs a name."

    tab.widget("Name").set_value("Lund")
    tab.widget("From").set_value(date(2026, 5, 20))
    tab.button("Save").click()
    assert tab.tree.error[0].value == "It is before the first day."
    assert tab.url == "?from=2026-05-01&to=2026-05-09"
    assert tab.widget("Name").value == "Lund"
    assert not tab.tree.success

    tab.widget("To").set_value(date(2026, 5, 22))
    tab.button("Save").click()
    assert not tab.tree.error
    assert tab.tree.success[0].value == "Lund, 2026-05-20 to 2026-05-22"
