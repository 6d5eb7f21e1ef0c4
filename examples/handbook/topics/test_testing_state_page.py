import pytest
from testing_state import Game

from st_page_state import use_ports
from st_page_state_fakes import FakeQuery, FakeSession


def test_the_player_left_without_a_match_wins():
    query = FakeQuery("?left=3&turn=2")
    with use_ports(FakeSession(), query):
        Game.take(3)
        assert Game.snapshot().winner == 1
    assert query.url == "?left=0&turn=1"
    assert len(query.updates) == 1  # one entry of the history


@pytest.mark.page_state_url("?left=2")
def test_nobody_takes_more_than_is_left(fake_query):  # a fixture
    with pytest.raises(ValueError, match="of what is left"):
        Game.take(3)
    assert fake_query.url == "?left=2&turn=1"


def test_rules_on_a_snapshot_need_no_session():
    assert Game(left=0, turn=2).winner == 2
    assert Game.parse("?left=5").winner is None


def test_the_page(fake_app):
    tab = fake_app("testing_state.py").open("?left=3")
    tab.button("3").click()
    assert tab.texts[-1] == "Player 2 wins."
