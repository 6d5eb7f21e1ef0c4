"""The Review page: from the queue of suspect observations to a decision on each."""

from datetime import date

import pandas as pd
import streamlit as st
from charts import neighborhood
from observations import REASONS, around, observations, select, suspects
from parts import heading, nothing_found
from state import Check, Draft, Filters, Review, Reviewed, Step

PAGE_SIZE = 8
VERDICTS = {"keep": "Keep as it is", "correct": "Send back for correction", "reject": "Reject"}


def queue() -> None:
    """List the suspect observations, one page at a time."""
    choice, done = st.columns([3, 1])
    choice.selectbox(
        "Check",
        list(Check),
        index=None,
        format_func=REASONS.__getitem__,
        placeholder="All checks",
        **Review.bind("check"),
    )
    found = suspects(select(Filters.snapshot()), Review.check)
    decided = sum(day in Reviewed.decisions for day in found["date"].dt.date)
    done.metric("Reviewed", f"{decided} of {len(found)}")
    if found.empty:
        nothing_found(st, "suspect observation", Review.clear)
        return

    pages = -(-len(found) // PAGE_SIZE)
    page = min(Filters.page, pages)
    for row in found.iloc[(page - 1) * PAGE_SIZE : page * PAGE_SIZE].itertuples():
        entry(row.date.date(), row.weather, Check(row.check))
    if pages > 1:
        pager(page, pages)


def entry(day: date, weather: str, check: Check) -> None:
    """Draw one line of the queue."""
    when, why, state, action = st.columns([2, 4, 2, 1], vertical_alignment="center")
    when.markdown(f"**{day:%d %b %Y}** · {weather}")
    why.markdown(REASONS[check])
    decision = Reviewed.decisions.get(day)
    state.markdown(f":green[{VERDICTS[decision.verdict]}]" if decision else ":gray[Open]")
    action.button("Inspect", key=f"inspect-{day}", on_click=Review.inspect, args=(day,))


def pager(page: int, pages: int) -> None:
    """Turn the pages of the queue."""

    def turn(to: int) -> None:
        Filters.page = to

    before, where, after = st.columns([1, 6, 1], vertical_alignment="center")
    before.button("Previous", disabled=page == 1, on_click=turn, args=(page - 1,))
    where.caption(f"Page {page} of {pages}")
    after.button("Next", disabled=page == pages, on_click=turn, args=(page + 1,))


def inspect(row: pd.Series) -> None:
    """Show one observation among its neighbors."""
    weather, high, low, rain, wind = st.columns(5)
    weather.metric("Weather", row["weather"].capitalize())
    high.metric("High", f"{row['high']} °C")
    low.metric("Low", f"{row['low']} °C")
    rain.metric("Rain", f"{row['rain']} mm")
    wind.metric("Wind", f"{row['wind']} m/s")
    day = row["date"].date()
    st.altair_chart(neighborhood(around(day), day))
    st.button("Decide", type="primary", on_click=Review.go, args=(Step.DECIDE,))


def decide(draft: type[Draft]) -> None:
    """Edit the decision; the draft is kept until it is filed, through a reload, too."""
    st.radio("Verdict", list(VERDICTS), format_func=VERDICTS.__getitem__, **draft.bind("verdict"))
    st.text_area("Note", placeholder="What the next reader should know", **draft.bind("note"))
    st.button("File decision", type="primary", on_click=Review.decide)
    st.button("Back to the observation", on_click=Review.go, args=(Step.INSPECT,))


def crumbs(step: Step) -> None:
    """Show the present step."""
    steps = [f"**{s.value.capitalize()}**" if s is step else f":gray[{s.value}]" for s in Step]
    st.markdown(" → ".join(steps))


heading(st, "Review", Filters, Review)
crumbs(Review.step)
if Review.step is Step.QUEUE:
    queue()
else:
    st.button("Back to the queue", on_click=Review.go, args=(Step.QUEUE,))
    if Review.day is None:
        st.info("This link does not say which day to review.")
    else:
        row = observations().set_index("date", drop=False).loc[pd.Timestamp(Review.day)]
        st.subheader(f"{Review.day:%d %B %Y}")
        st.caption(REASONS[Check(row["check"])] if row["check"] else "Passes every check")
        if Review.step is Step.INSPECT:
            inspect(row)
        else:
            decide(Draft.of(str(Review.day)))
