def test_a_batch_is_one_entry_and_back_undoes_all_of_it(fake_app):
    tab = fake_app("actions.py").open("?from=Oslo&to=Lund&via=Narvik")
    before = len(tab.history)
    tab.button("Stop in Bergen").click()
    assert tab.texts == ["Oslo → Narvik → Bergen → Lund"]
    tab.button("Turn round").click()
    assert tab.texts == ["Lund → Bergen → Narvik → Oslo"]
    assert tab.url == "?from=Lund&to=Oslo&via=Bergen&via=Narvik&run=1"
    assert len(tab.history) == before + 2
    tab.back()
    assert tab.texts == ["Oslo → Narvik → Bergen → Lund"]
