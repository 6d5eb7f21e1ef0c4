import pytest


@pytest.mark.parametrize(
    ("mistake", "error"),
    [
        ('Order.number = "two"', "InvalidValueError"),
        ('Order.reset("numbr")', "UnknownFieldError"),
        ('Order.parse("?n=two")', "InvalidQueryParamError"),
        ("link(Order)", "ArgumentError"),
        ("Order(number=2).number = 3", "FrozenSnapshotError"),
        ('number: int = StateVar(default="one")', "DeclarationError"),
    ],
)
def test_each_mistake_has_its_error(fake_app, mistake, error):
    tab = fake_app("errors.py").open()
    tab.widget("Mistake").set_value(mistake)
    assert tab.tree.error[0].value.startswith(f"{error}: ")
