def test_what_fits_is_cast(fake_app):
    tab = fake_app("types_and_mypy.py").open()
    assert '"seats":3' in tab.tree.json[0].value.replace(" ", "")
    tab.widget("Field").set_value("day")
    tab.widget("Value, as JSON").set_value('"2026-05-01"')
    assert "2026-05-01" in tab.tree.json[0].value


def test_what_does_not_fit_changes_nothing(fake_app):
    tab = fake_app("types_and_mypy.py").open("?field=seats&value=0")
    assert (
        "it should be greater than or equal to 1"
        in tab.tree.error[0].value
    )
    assert '"seats":1' in tab.tree.json[0].value.replace(" ", "")
