"""A game whose rules are methods of its state: tests need no app."""

import streamlit as st

from st_page_state import PageState, StateVar


class Game(PageState):
    left: int = StateVar(default=21, url_key="left")
    turn: int = StateVar(default=1, url_key="turn")

    @classmethod
    def take(cls, number: int) -> None:
        if not 1 <= number <= min(3, cls.left):
            raise ValueError("Take 1, 2 or 3 of what is left.")
        cls.update(left=cls.left - number, turn=3 - cls.turn)

    @property
    def winner(self) -> int | None:
        return None if self.left else self.turn


def page() -> None:
    st.metric("Matches", Game.left)
    for number, place in enumerate(st.columns(3), start=1):
        over = number > Game.left
        args = (number,)
        place.button(
            f"{number}", on_click=Game.take, args=args, disabled=over
        )
    winner = Game.snapshot().winner
    st.write(
        f"Player {winner or Game.turn} {'wins' if winner else 'plays'}."
    )
    st.button("New game", on_click=Game.reset)


if __name__ == "__main__":  # so in Streamlit, not in a test
    page()
