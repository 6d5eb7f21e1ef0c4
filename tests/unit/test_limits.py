"""Limits of the URL's length, by example."""

from __future__ import annotations

from st_page_state.url.length import Limited, limited


def test_params_that_just_fit_are_written_without_asking_for_owners() -> None:
    def nobody() -> list[str]:
        raise AssertionError

    many = {"many": ("x",) * 1000}
    assert limited(many, nobody, 10_000) == Limited(many, [], None)
    longest = {"n": ("x" * 98,)}
    assert limited(longest, nobody, 100) == Limited(longest, [], None)


def test_params_past_streamlits_limit_are_left_out_and_five_named() -> None:
    sizes = {name: 100_000 + 1000 * place for place, name in enumerate("abcdefg")}
    params = {name: ("é" * size,) for name, size in sizes.items()} | {"small": ("1",)}
    assert limited(params, lambda: [*"abcdefg", "small"], 2000) == Limited(
        {"small": ("1",)},
        ["g", "f", "e", "d", "c", "b", "a"],
        (
            "url dropped",
            (
                "The URL would be longer than Streamlit accepts, so these params are kept only in "
                "the session and left out of links: g, f, e, d, c."
            ),
        ),
    )


def test_a_long_url_warning_names_the_three_biggest_params() -> None:
    params = {name: ("x" * size,) for name, size in [("a", 300), ("b", 900), ("c", 400)]}
    params |= {"d": ("x" * 200,), "foreign": ("x" * 999,)}
    assert limited(params, lambda: "abcd", 1500) == Limited(
        params,
        [],
        (
            "url length",
            (
                "The URL has grown to 2,819 characters; proxies and chat apps truncate links "
                "longer than about 1,500. The biggest params: b (902), c (402), a (302)."
            ),
        ),
    )
