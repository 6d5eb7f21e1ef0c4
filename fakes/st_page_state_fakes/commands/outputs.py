"""Commands that only display something."""

from __future__ import annotations

import inspect
from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import Any

from st_page_state_fakes.commands.place import Place
from st_page_state_fakes.errors import NotSimulatedError, StreamlitAPIException
from st_page_state_fakes.type_guards import is_iterable

SHOWING = frozenset(
    """
    text markdown title header subheader caption code latex html success info warning error
    exception toast metric badge json table divider image audio video pdf progress balloons
    snow help space iframe
    """.split()  # noqa: SIM905 - readable as it is
)
CHARTS = frozenset(
    """
    area_chart bar_chart line_chart scatter_chart altair_chart vega_lite_chart plotly_chart
    pydeck_chart graphviz_chart bokeh_chart map pyplot echarts_chart mermaid_chart dataframe
    """.split()  # noqa: SIM905 - readable as it is
)


class Outputs(Place):
    """The display commands; each call is recorded in ``tab.outputs``."""

    def write(self, *args: Any, **kwargs: Any) -> None:
        """Show anything."""
        self._show("write", *args, **kwargs)

    def write_stream(
        self, stream: Iterable[Any] | Callable[[], Iterable[Any]], **kwargs: Any
    ) -> Any:
        """Show the items of a generator and return them: as one text, or as a list.

        Texts in a row are one; what can be called is called instead of shown.

        Raises:
            StreamlitAPIException: it is a text, or nothing that can be iterated over.
        """
        made: Any = stream() if inspect.isgeneratorfunction(stream) else stream
        if isinstance(made, str) or not is_iterable(made):
            raise StreamlitAPIException(
                f"st.write_stream() takes a generator or an iterable, not {type(made).__name__}."
            )
        shown: list[Any] = []
        texts: list[str] = []

        def end_text() -> None:
            if texts:
                shown.append("".join(texts))
                texts.clear()
                self._show("write", shown[-1], **kwargs)

        for part in made:
            if isinstance(part, str):
                if part:
                    texts.append(part)
                continue
            end_text()
            if callable(part):
                part()
            else:
                self.write(part)
                shown.append(part)
        end_text()
        if len(shown) == 1 and isinstance(shown[0], str):
            return shown[0]
        return shown or ""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name in SHOWING:
            return lambda *args, **kwargs: self._show(name, *args, **kwargs)
        if name in CHARTS:
            return lambda *args, **kwargs: self._chart(name, *args, **kwargs)
        raise self._unknown(name)

    def _chart(self, name: str, *args: Any, **kwargs: Any) -> Any:
        if kwargs.get("on_select", "ignore") != "ignore":
            raise NotSimulatedError(f"st.{name}(on_select=...)")
        return self._show(name, *args, **kwargs)

    @abstractmethod
    def _unknown(self, name: str) -> NotSimulatedError:
        """Return the error for an unknown command."""
