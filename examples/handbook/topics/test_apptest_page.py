from pathlib import Path

from streamlit.testing.v1 import AppTest


def test_more_with_apptest():
    file = Path(__file__).with_name("apptest.py")
    at = AppTest.from_file(str(file))
    at.query_params["count"] = "5"
    at.run(timeout=30)
    at.button[1].click().run()
    assert at.metric[0].value == "6"


def test_more_with_fake_app(fake_app):
    tab = fake_app("apptest.py").open("?count=5")
    tab.button("More").click()
    assert tab.tree.metric[0].value == "6"
    assert tab.url == "?count=6"
    tab.back()  # which AppTest cannot press
    assert tab.tree.metric[0].value == "5"
