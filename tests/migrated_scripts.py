"""Scripts for the codemod's tests."""

from __future__ import annotations

from pathlib import Path

from st_page_state.devtools.migrate import Proposal, propose

HEAD = "import streamlit as st\n\n"

COUNTER = """
# The counter
if "count" not in st.session_state:
    st.session_state.count = 0  # clicks so far
if 'log' not in st.session_state:
    st.session_state["log"] = []
st.session_state.setdefault("name", "Ann")


def more(by: int) -> None:
    st.session_state.count += by  # a callback
    st.session_state["log"].append(by)


st.button("More", on_click=more, args=(2,))
st.text_input("Name", key="name")
if st.button("Forget"):
    if "count" in st.session_state:
        del st.session_state["count"]
    st.rerun()
if st.button("Rename"):
    st.session_state.pop("log")
    st.rerun()
st.write(str(st.session_state.get("count", 0)), str(st.session_state.log), st.session_state.name)
"""

PAGED = """
page = int(st.query_params.get("page", "1"))
flag = st.query_params.get("flag", "false").lower() == "true"
who = st.query_params.get("who")
if st.button("Next"):
    st.query_params["page"] = str(page + 1)
    st.rerun()
if st.button("Flag"):
    st.query_params.flag = "true"
    st.rerun()
if st.button("First"):
    del st.query_params["page"]
    st.rerun()
if st.button("All"):
    st.query_params.from_dict({"page": "3", "flag": "true", "who": "me"})
    st.rerun()
if st.button("None"):
    st.query_params.clear()
    st.rerun()
st.write(str(page), str(flag), str(who))
"""

ANNOUNCED = """
if "status" not in st.session_state:
    url_val = st.query_params.get("status", "pending")
    st.session_state["status"] = url_val

status = st.session_state["status"]


def update_status():
    st.query_params["status"] = st.session_state["status"]


st.selectbox("Status", ["pending", "active"], key="status", on_change=update_status)
st.write(status)
"""

DATED = """
from datetime import date, timedelta

if "since" not in st.session_state:
    st.session_state.since = date(2026, 1, 1)
st.date_input("Since", key="since")


def back():
    st.session_state.since = date(2026, 1, 1)


st.button("Back to the first", on_click=back)
st.write(str(st.session_state.since + timedelta(days=1)))
"""

ALWAYS = """
if "status" not in st.session_state:
    st.session_state.status = st.query_params.get("status", "pending")
with st.sidebar:
    st.selectbox("Status", options=["pending", "active"], key="status")
    wide = st.checkbox("Wide", value=st.query_params.get("wide", "0") == "1")
st.query_params["status"] = st.session_state.status
st.query_params["wide"] = "1" if wide else "0"
st.write(st.session_state.status, str(wide))
"""

ANY = [
    "print(dict(st.session_state))",
    "st.session_state[input()] = 1",
    "st.session_state.count = input()",
    "st.session_state.setdefault('log', 3)",
    "st.query_params['page'] = input()",
    "def f():\n    st.session_state.setdefault('name', 'Ann')",
    "st.session_state.name += 'x'; st.session_state.setdefault('name', '')",
    "if st.session_state.get('count'): del st.session_state['count']",
    "st.query_params.clear()",
    "def f(): st.query_params.clear()",
    "if 1: st.session_state.pop('count')",
]

LINKED = (
    "if 'cd' not in st.session_state:\n    st.session_state.cd = st.query_params.get('p')\n"
    "print(st.session_state.cd)\n"
)

NATIVE = """
query = st.text_input("Query", "all", key="q", bind="query-params")
deep = st.checkbox("Deep", bind="query-params", key="deep")
st.write(query, str(deep))
"""


def migrated(folder: Path, text: str, name: str = "app.py") -> Proposal:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(text, encoding="utf-8")
    return propose([folder / name])
