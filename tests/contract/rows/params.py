"""The rows about st.query_params."""

from __future__ import annotations

from contract.rows.app import AppContract, needs
from contract.rows.scripts import params as scripts
from drivers.base import Start, TabDriver

LINK = "?a=1&a=2&embed=true&b=3"


class QueryParamsContract(AppContract):
    """The mapping of query params, and the effect of its writes on the address."""

    def write(self, start: Start, name: str, link: str = LINK) -> tuple[TabDriver, list[str]]:
        """Do one thing to the params; return how it went, and the params after it."""
        tab = start(scripts.writing).open(link)
        tab.click(name)
        return tab, tab.shown[1:]

    def read(self, start: Start, link: str = "?a=1&a=2&embed=true&b=3") -> dict[str, str]:
        """Return the result of each way to read."""
        shown = start(scripts.reading).open(link).shown
        return {name: value for name, _, value in (text.partition(": ") for text in shown)}

    def test_reading_gives_the_last_of_repeated_texts(self, start: Start) -> None:
        """A param given more than once reads as its last text."""
        read = self.read(start)
        assert read["getitem"] == read["get"] == read["attribute"] == "'2'"
        assert read["to_dict"] == "{'a': '2', 'b': '3'}"
        assert read["items"] == "[('a', '2'), ('b', '3')]"

    def test_get_all_gives_every_text(self, start: Start) -> None:
        """get_all() gives the texts in order, none for a param that is not there."""
        read = self.read(start)
        assert read["get_all"] == "['1', '2']"
        assert read["missing get_all"] == "[]"

    def test_names_are_those_of_the_address(self, start: Start) -> None:
        """Names come in the order of the address, and embed is not among them."""
        read = self.read(start)
        assert read["names"] == "['a', 'b']"
        assert read["length"] == "2"
        assert read["in"] == "(True, False, False)"

    def test_a_missing_param_is_an_error_of_its_kind(self, start: Start) -> None:
        """A missing param raises KeyError, as an attribute AttributeError, and get() neither."""
        read = self.read(start)
        assert read["missing getitem"] == "'KeyError'"
        assert read["missing attribute"] == "'AttributeError'"
        assert read["missing get"] == "'else'"

    @needs("blank_params")
    def test_a_blank_param_is_an_empty_text(self, start: Start) -> None:
        """A param without text is there, and empty."""
        assert self.read(start, "?a=")["getitem"] == "''"

    def test_reading_leaves_the_address_alone(self, start: Start) -> None:
        """No way to read changes the address."""
        assert start(scripts.reading).open(LINK).url == LINK

    def test_set_replaces_all_texts(self, start: Start) -> None:
        """A param that is set has the new text only, at its old place."""
        for name in ("set a", "set by attribute"):
            tab, shown = self.write(start, name)
            assert tab.url == "?a=new&embed=true&b=3"
            assert shown == ["ok", "a=new b=3"]

    def test_a_write_lasts(self, start: Start) -> None:
        """A written param is still there in the next run."""
        tab, _ = self.write(start, "set a")
        tab.rerun()
        assert tab.shown == ["a=new b=3"]

    def test_set_a_list_repeats_the_param(self, start: Start) -> None:
        """A list of texts is a param given several times."""
        tab, shown = self.write(start, "set a list")
        assert tab.url == "?a=x&a=y&embed=true&b=3"
        assert shown == ["ok", "a=x,y b=3"]

    @needs("blank_params")
    def test_set_a_blank_keeps_the_param(self, start: Start) -> None:
        """An empty text is a param without text."""
        tab, shown = self.write(start, "set a blank")
        assert tab.url == "?a=&embed=true&b=3"
        assert shown == ["ok", "a= b=3"]

    def test_set_an_empty_list_hides_the_param(self, start: Start) -> None:
        """An empty list leaves the address at once, and the params with the next run."""
        tab, shown = self.write(start, "set an empty list")
        assert tab.url == "?embed=true&b=3"
        assert shown == ["ok", "a= b=3"]
        tab.rerun()
        assert tab.shown == ["b=3"]

    def test_set_takes_the_text_of_anything(self, start: Start) -> None:
        """A value that is no text goes by str()."""
        assert self.write(start, "set a number")[1] == ["ok", "a=1.5 b=3"]
        assert self.write(start, "set None")[1] == ["ok", "a=None b=3"]

    def test_set_a_dict_raises(self, start: Start) -> None:
        """A dict raises StreamlitAPIException and changes nothing."""
        tab, shown = self.write(start, "set a dict")
        assert tab.url == LINK
        assert shown == ["StreamlitAPIException", "a=1,2 b=3"]

    def test_signs_survive_the_address(self, start: Start) -> None:
        """Signs that mean something in an address are quoted there and come back whole."""
        tab, _ = self.write(start, "set signs")
        assert tab.url == "?a=%C3%A4+%26%3D%2B%3F%23%2F%25&embed=true&b=3"
        tab.rerun()
        assert tab.shown == ["a=ä &=+?#/% b=3"]

    def test_embed_is_out_of_reach(self, start: Start) -> None:
        """Setting embed raises StreamlitAPIException, deleting it KeyError."""
        tab, shown = self.write(start, "set embed")
        assert (tab.url, shown) == (LINK, ["StreamlitAPIException", "a=1,2 b=3"])
        tab, shown = self.write(start, "delete embed")
        assert (tab.url, shown) == (LINK, ["KeyError", "a=1,2 b=3"])

    def test_delete_removes_the_param(self, start: Start) -> None:
        """A deleted param is gone with all its texts."""
        for name in ("delete a", "delete by attribute"):
            tab, shown = self.write(start, name)
            assert tab.url == "?embed=true&b=3"
            assert shown == ["ok", "b=3"]

    def test_delete_of_a_missing_param_raises(self, start: Start) -> None:
        """Deleting a missing param raises KeyError."""
        assert self.write(start, "delete the missing")[1] == ["KeyError", "a=1,2 b=3"]

    def test_clear_keeps_embed(self, start: Start) -> None:
        """clear() removes every param but embed."""
        tab, shown = self.write(start, "clear")
        assert tab.url == "?embed=true"
        assert shown == ["ok", "none"]

    def test_update_changes_what_it_names(self, start: Start) -> None:
        """update() takes a mapping, pairs and names, and leaves the other params alone."""
        tab, shown = self.write(start, "update")
        assert tab.url == "?a=new&embed=true&b=3&n=1&n=2"
        assert shown == ["ok", "a=new b=3 n=1,2"]
        tab, shown = self.write(start, "update pairs")
        assert tab.url == "?a=new&embed=true&b=3&n=1"

    def test_update_is_not_all_or_nothing(self, start: Start) -> None:
        """update() with a bad value keeps earlier changes for this run and sends nothing."""
        tab, shown = self.write(start, "update with a dict")
        assert shown == ["StreamlitAPIException", "a=1,2 b=3 n=1"]
        assert tab.url == LINK

    def test_from_dict_replaces_everything_but_embed(self, start: Start) -> None:
        """from_dict() makes its mapping the params; embed comes first and stays."""
        tab, shown = self.write(start, "from_dict")
        assert tab.url == "?embed=true&n=1&n=2&o=3"
        assert shown == ["ok", "n=1,2 o=3"]

    def test_from_dict_is_all_or_nothing(self, start: Start) -> None:
        """from_dict() with a bad value, or one for embed, raises and changes nothing."""
        for name in ("from_dict with a dict", "from_dict with embed"):
            tab, shown = self.write(start, name)
            assert tab.url == LINK
            assert shown == ["StreamlitAPIException", "a=1,2 b=3"]

    def test_a_write_in_a_callback_is_seen_by_the_script(self, start: Start) -> None:
        """The script reads the value that a callback wrote."""
        tab = start(scripts.writing_in_callback).open("?a=1")
        tab.click("Write")
        assert tab.url == "?a=callback"
        assert tab.shown == ["a=callback"]

    @needs("history")
    def test_each_write_is_an_entry(self, start: Start) -> None:
        """Every write that changes the address is an entry of the history, and no read is."""
        tab, _ = self.write(start, "set a", "?b=3")
        assert tab.history == ["?b=3", "?b=3&a=new"]
        tab, _ = self.write(start, "set three", "?b=3")
        assert tab.history == ["?b=3", "?b=3&a=new", "?b=new&a=new", "?b=new&a=new&c=new"]

    @needs("history")
    def test_update_and_from_dict_are_one_entry(self, start: Start) -> None:
        """update(), from_dict() and clear() add one entry, however many params they change."""
        for name in ("update", "from_dict", "clear"):
            tab, _ = self.write(start, name)
            assert len(tab.history) == 2

    @needs("history")
    def test_a_write_that_changes_nothing_is_no_entry(self, start: Start) -> None:
        """A write that leaves the address as it is adds no entry."""
        for name in ("set the same", "from_dict the same"):
            tab, shown = self.write(start, name, "?a=1&b=3")
            assert shown == ["ok", "a=1 b=3"]
            assert tab.history == ["?a=1&b=3"]
