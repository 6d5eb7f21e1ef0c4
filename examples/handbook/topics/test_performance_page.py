def test_it_measures_both(fake_app):
    tab = fake_app("performance.py").open("?times=100")
    assert not tab.tree.metric
    tab.button("Measure").click()
    labels = [metric.label for metric in tab.tree.metric]
    assert labels == ['st.session_state["number"]', "Speed.number"]
    assert all(
        metric.value.endswith("µs") for metric in tab.tree.metric
    )
