def test_both_parts_keep_their_params(fake_app):
    tab = fake_app("classes.py").open("?utm_source=mail&zoom=5")
    tab.widget("Page").set_value(7)
    assert (
        tab.url == "?zoom=5&tone=plain&page=7"
    )  # the foreign one goes
    tab.widget("Tone").set_value("warm")
    assert tab.url == "?zoom=5&tone=warm&page=7"


def test_start_over_is_one_entry(fake_app):
    tab = fake_app("classes.py").open("?zoom=5&tone=cold&page=7")
    before = len(tab.history)
    tab.button("Start over").click()
    assert tab.texts[-1] == "Zoom 3, plain, page 1"
    assert len(tab.history) == before + 1
