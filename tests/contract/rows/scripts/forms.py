"""Scripts of the rows about forms and fragments."""

from __future__ import annotations

from typing import Any

from contract.rows.scripts.showing import count_run, outcome


def form(st: Any) -> None:
    """Has a form of two widgets, and a widget beside it."""
    number = count_run(st)
    seen = st.session_state.setdefault("seen", [])

    def submitted() -> None:
        seen.append(f"{st.session_state['word']}+{st.session_state['on']}")

    st.checkbox("Beside")
    with st.form("form"):
        word = st.text_input("Word", key="word")
        on = st.checkbox("On", key="on")
        sent = st.form_submit_button("Send", on_click=submitted)
    st.text(f"run={number} word={word} on={on} sent={sent} seen={seen}")


def clearing_form(st: Any) -> None:
    """Has a form that is cleared when it was submitted."""
    with st.form("form", clear_on_submit=True):
        word = st.text_input("Word", "default", key="word")
        sent = st.form_submit_button("Send")
    st.text(f"word={word} sent={sent}")


def answering_form(st: Any) -> None:
    """Has a form that is cleared when it was submitted, and callbacks that set its widgets."""

    def answer() -> None:
        st.session_state["word"] += "!"
        st.session_state["on"] = True

    with st.form("form", clear_on_submit=True):
        word = st.text_input("Word", key="word")
        on = st.checkbox("On", key="on")
        st.form_submit_button("Send", on_click=answer)
    st.button("Answer", on_click=answer)
    st.text(f"word={word} on={on}")


def forbidden_in_forms(st: Any) -> None:
    """Try the calls that forms do not allow."""
    with st.form("form"):
        st.text(outcome(st, lambda: st.text_input("Word", on_change=print)))
        st.text(outcome(st, lambda: st.button("Button")))
        st.text(outcome(st, lambda: st.form("inner").__enter__()))
        st.form_submit_button("Send")
    st.text(outcome(st, lambda: st.form("form")))
    st.text(outcome(st, lambda: st.form_submit_button("Outside")))


def fragment(st: Any) -> None:
    """Has a fragment that counts its own runs, and widgets inside and outside."""
    state = st.session_state
    number = count_run(st)
    outside = st.text_input("Outside", key="outside")

    def edited() -> None:
        state["callbacks"] = state.get("callbacks", 0) + 1

    @st.fragment  # type: ignore[untyped-decorator]
    def part() -> None:
        state["parts"] = state.get("parts", 0) + 1
        st.text(f"part={state['parts']} callbacks={state.get('callbacks', 0)}")
        if st.checkbox("Inside", key="inside", on_change=edited):
            st.text("extra=" + st.text_input("Extra", "default", key="extra"))
        if st.button("Write"):
            state["written"] = True
            st.query_params["part"] = str(state["parts"])
        if st.button("Rerun app"):
            st.rerun()
        if st.button("Rerun fragment"):
            st.rerun(scope="fragment")

    st.text(f"run={number} outside={outside} written={state.get('written', False)}")
    part()


def fragment_scope(st: Any) -> None:
    """Asks for a fragment's rerun while the whole script runs."""

    @st.fragment  # type: ignore[untyped-decorator]
    def part() -> None:
        st.text(outcome(st, lambda: st.rerun(scope="fragment")))

    part()
