"""The gallery's links, tested without Streamlit, a server or a browser.

Run it with ``pytest examples/gallery``. The fixture comes with st_page_state.
"""

from datetime import date, time

from fields import Choices, Cups, Linked, Numbers, Order, Shape, Switches, Texts, Times
from sections import gallery

from st_page_state import link

VIEW = (
    Switches(toggle=True, stars=4),
    Choices(select=Shape.STAR, pills={"Mon", "Fri"}, sizes=("S", "L")),
    Numbers(maybe=-7, shares=(0.1, 0.6)),
    Texts(line="a & b = ü", note=""),
    Times(days=(date(2026, 3, 1), date(2026, 3, 9)), slid_clock=time(6, 30)),
    Linked(volume=77, country="Japan", city="Osaka"),
    Order(name="Ann", drinks=["tea", "water"]),
)


def test_a_link_made_in_code_opens_its_view(fake_app):
    tab = fake_app(gallery).open(link(*VIEW))
    assert [tab.state(type(part)) for part in VIEW] == [*VIEW]
    assert tab.history == [link(*VIEW)]
    assert tab.widget("Pills, several").value == ["Fri", "Mon"]
    assert tab.widget("Slider, a range of float").value == (0.1, 0.6)
    assert "shares = (0.1, 0.6)" in tab.texts


def test_two_widgets_of_one_field_stay_in_sync(fake_app):
    tab = fake_app(gallery).open()
    tab.widget("Volume, typed").set_value(55)
    assert tab.widget("Volume").value == 55
    tab.widget("Volume").set_value(60)
    assert tab.widget("Volume, typed").value == 60
    assert tab.history == ["", "?linked_volume=55", "?linked_volume=60"]


def test_a_new_country_selects_its_first_city_in_one_history_entry(fake_app):
    tab = fake_app(gallery).open()
    tab.widget("Country").set_value("Peru")
    assert tab.widget("City").value == "Cusco"
    assert tab.history == ["", "?linked_country=Peru&linked_city=Cusco"]
    tab.back()
    assert tab.state(Linked) == Linked()


def test_a_city_of_another_country_is_left_out_of_a_link(fake_app):
    tab = fake_app(gallery).open("?linked_country=Japan&linked_city=Lima")
    assert tab.widget("City").value == tab.state(Linked).city == "Kyoto"
    assert any("`linked_city` was left out" in text for text in tab.texts)


def test_a_form_is_submitted_whole_or_not_at_all(fake_app):
    tab = fake_app(gallery).open()
    tab.widget("Name, 20 characters at most").set_value("A name of more than 20")
    tab.widget("Seats").set_value(3)
    tab.button("Order").click()
    assert tab.state(Order) == Order()
    assert any("at most 20 characters" in text for text in tab.texts)

    tab.widget("Name, 20 characters at most").set_value("Ann")
    tab.button("Order").click()
    assert tab.history == ["", "?order_name=Ann&order_seats=3"]


def test_each_row_has_its_own_state(fake_app):
    tab = fake_app(gallery).open("?cups_tea.count=3")
    assert [tab.state(Cups.of(drink)).count for drink in ("coffee", "tea", "water")] == [1, 3, 1]
    tab.widget("Sugar in coffee").set_value(True)
    tab.widget("Cups of tea").set_value(4)
    assert tab.url == "?cups_tea.count=4&cups_coffee.sugar=true"
    tab.back()
    assert tab.widget("Cups of tea").value == 3
    tab.button("Reset").click()
    assert tab.url == ""
    assert tab.state(Cups.of("coffee")) == Cups.of("coffee")()


def test_one_click_resets_everything_in_one_history_entry(fake_app):
    tab = fake_app(gallery).open(link(*VIEW))
    tab.button("Reset").click()
    assert tab.history == [link(*VIEW), ""]
    tab.back()
    assert [tab.state(type(part)) for part in VIEW] == [*VIEW]
