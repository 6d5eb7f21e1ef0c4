"""Scripts of the rows about runs and widgets."""

from __future__ import annotations

from typing import Any

from contract.rows.scripts.showing import AskedToFailError, count_run, outcome


def logged(st: Any) -> None:
    """Log the script and a callback in order, with the value that the callback sees."""
    log = st.session_state.setdefault("log", [])

    def edited(word: str, *, mark: str) -> None:
        log.append(f"{word}:{st.session_state['name']}{mark}")

    st.text_input("Name", key="name", on_change=edited, args=("callback",), kwargs={"mark": "!"})
    st.checkbox("Other")
    log.append("script")
    st.text(" ".join(log))


def rerunning(st: Any) -> None:
    """Has a button whose run begins the script anew, and one whose callback asks for that."""
    number = count_run(st)
    st.button("In callback", on_click=st.rerun)
    again = st.button("In body")
    st.text(f"run={number} again={again}")
    if again:
        st.session_state["before"] = number
        st.rerun()
    st.text(f"before={st.session_state.get('before')}")


def stopping(st: Any) -> None:
    """Stops in the middle while the box is ticked."""
    number = count_run(st)
    stop = st.checkbox("Stop")
    st.text(f"run={number}")
    if stop:
        st.stop()
    st.text("word=" + st.text_input("Word", key="word"))


def rerunning_early(st: Any) -> None:
    """Reruns, or fails, before a widget is drawn."""
    number = count_run(st)
    if st.button("Rerun"):
        st.rerun()
    if st.button("Fail"):
        raise AskedToFailError
    st.text(f"run={number}")
    st.text("word=" + st.text_input("Word", key="word"))


def failing(st: Any) -> None:
    """Fails in the middle of the script, or in a callback."""
    number = count_run(st)

    def fail() -> None:
        st.session_state["tried"] = "callback"
        raise AskedToFailError

    st.button("Fail in callback", on_click=fail)
    wanted = st.button("Fail in body")
    st.text(f"run={number} tried={st.session_state.get('tried')}")
    if wanted:
        st.session_state["tried"] = "body"
        raise AskedToFailError
    st.text("end")


def keeping(st: Any) -> None:
    """Uses the session as apps do: as a mapping, by attribute, and values changed in place."""
    state = st.session_state
    if "items" not in state:
        state.items_seen = 0
        state["items"] = []
    state["items"].append(len(state["items"]))
    state.items_seen += 1
    st.text(f"items={state['items']} seen={state.items_seen} keys={sorted(state)}")
    missing = [
        outcome(st, lambda: state["missing"]),
        outcome(st, lambda: state.missing),
        outcome(st, lambda: state.pop("missing")),
    ]
    st.text(" ".join(missing))
    if st.button("Clear"):
        state.clear()
        st.text(f"left={sorted(state)}")


def hiding(st: Any) -> None:
    """Draws a widget only while another one says so."""
    st.text(f"held={st.session_state.get('word', 'nothing')}")
    if st.checkbox("Draw", value=True):
        st.text("word=" + st.text_input("Word", "default", key="word"))
        st.text("plain=" + st.text_input("Plain", "default"))


def assigning(st: Any) -> None:
    """Assigns the keys of widgets, at every place where one might."""
    state = st.session_state
    if count_run(st) == 1:
        state["word"] = "first"

    def assign() -> None:
        state["word"] = "callback"

    if st.button("Before"):
        state["word"] = "before"
    st.button("Callback", on_click=assign)
    st.text_input("Word", "default", key="word")
    st.text("word=" + state["word"])

    def after() -> None:
        state["word"] = "after"

    st.text("after=" + (outcome(st, after) if st.button("After") else "not tried"))
    st.text("word=" + state["word"])


def assigning_buttons(st: Any) -> None:
    """Assigns the key of a button before it is drawn."""
    st.session_state["go"] = True
    st.text(outcome(st, lambda: st.button("Go", key="go")))


def assigning_undrawn(st: Any) -> None:
    """Assigns, at the first run, the key of a widget that only later runs draw."""
    if count_run(st) == 1:
        st.session_state["word"] = "early"
    if st.checkbox("Draw"):
        st.text_input("Word", key="word")
    st.text("word=" + st.session_state["word"])


def pressing(st: Any) -> None:
    """Show the value of a button and of its key."""
    pressed = st.button("Go", key="go")
    st.text(f"pressed={pressed} key={st.session_state['go']}")


def duplicates(st: Any) -> None:
    """Draws two widgets of one key, and two that are the same in everything."""
    st.text_input("One", key="word")
    st.text(outcome(st, lambda: st.text_input("Two", key="word")))
    st.text_input("Same")
    st.text(outcome(st, lambda: st.text_input("Same")))


def shrinking(st: Any) -> None:
    """Changes the options of a selectbox, with and without a key, under its value."""
    options = ["a", "b"] if st.checkbox("Shrink") else ["a", "b", "c"]
    keyed = st.selectbox("Keyed", options, key="pick")
    plain = st.selectbox("Plain", options)
    st.text(f"keyed={keyed}")
    st.text(f"plain={plain}")


def outside_options(st: Any) -> None:
    """Assign values outside the options to the keys of a selectbox and a multiselect."""
    if st.button("Assign one"):
        st.session_state["pick"] = "nowhere"
    if st.button("Assign many"):
        st.session_state["many"] = ["a", "nowhere"]
    picked: list[object] = []
    how = [
        outcome(st, lambda: picked.append(st.selectbox("Pick", ["a", "b"], key="pick"))),
        outcome(st, lambda: picked.append(st.multiselect("Many", ["a", "b"], key="many"))),
    ]
    st.text(f"{' '.join(how)} {picked} {st.session_state.get('pick')}")


def relabelled(st: Any) -> None:
    """Changes the label of two widgets, one with a key and one without."""
    label = "after" if st.checkbox("Relabel") else "before"
    keyed = st.text_input(f"Keyed {label}", key="word")
    plain = st.text_input(f"Plain {label}")
    st.text(f"keyed={keyed}")
    st.text(f"plain={plain}")


def every_widget(st: Any) -> None:
    """Shows the value of each widget and of its key."""
    values = {
        "text": st.text_input("Text", "some", key="text"),
        "whole": st.number_input("Whole", value=1, step=1, key="whole"),
        "part": st.number_input("Part", value=0.5, step=0.5, key="part"),
        "bare": st.number_input("Bare", key="bare"),
        "size": st.slider("Size", 0, 10, 5, key="size"),
        "range": st.slider("Range", 0, 10, (2, 8), key="range"),
        "pick": st.selectbox("Pick", ["a", "b"], key="pick"),
        "none": st.selectbox("None", ["a", "b"], index=None, key="none"),
        "many": st.multiselect("Many", ["a", "b"], ["a"], key="many"),
        "on": st.checkbox("On", key="on"),
    }
    for name, value in values.items():
        same = "" if st.session_state[name] == value else " but its key differs"
        st.text(f"{name}={value!r}{same}")


def keyed(st: Any) -> None:
    """Gives keys that another element has, or that no element can have."""

    def reserve() -> None:
        st.session_state["$$ID-own"] = 1

    st.text_input("Word", key="word")
    st.text(outcome(st, lambda: st.container(key="word")))
    st.text(outcome(st, reserve))
    st.text(outcome(st, lambda: st.text_input("Empty", key="")))
    st.text(outcome(st, lambda: st.text_input("Reserved", key="$$ID-own")))


def refusing(st: Any) -> None:
    """Assigns values that widgets cannot show."""
    if st.button("Assign"):
        st.session_state["on"] = "yes"
        st.session_state["word"] = 5
    held: list[object] = []
    how = [
        outcome(st, lambda: held.append(st.checkbox("On", key="on"))),
        outcome(st, lambda: held.append(st.text_input("Word", key="word"))),
    ]
    st.text(f"{' '.join(how)} {held}")
