"""The Map page: the library's passages as points, the latest question among them."""

import logging
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components.plot import PlotData

from rag.errors import QuotewellError
from rag.page.map.figure import figure_json
from rag.page.map.html import beside_html, empty_html
from rag.page.map.layout import LibraryMap
from rag.page.quotes.turns import AskedTurn
from rag.page.service import Service
from rag.page.tabs.conversation import UNEXPECTED, parse_place
from rag.page.tabs.script import PAGE_SCRIPT
from rag.page.words.reasons import said
from rag.page.words.saying import N_, _

log = logging.getLogger(__name__)

NO_PASSAGE = N_("The library has no passage yet. Add an article under Library.")
LOADING = N_("One moment: the model is being loaded.")

WITH_PLACE = f"""async (place, shown) =>
  [(await {PAGE_SCRIPT}).toldPlace(), shown]"""

# The plot, what stands beside it, and what the two show.
Shown = tuple[Any, Any, Any]


@dataclass(frozen=True, slots=True)
class MapParts:
    """The parts of the Map page."""

    tab: gr.Tab
    plot: gr.Plot
    beside: gr.HTML


def lay_out_map() -> MapParts:
    """Lay out the tab with the plot and what stands beside it."""
    with (
        gr.Tab(_("Map"), id="map", elem_id="tab-map") as tab,
        gr.Row(elem_id="map"),
    ):
        plot = gr.Plot(elem_id="map-plot", show_label=False, container=False)
        beside = gr.HTML(
            elem_id="map-beside",
            apply_default_css=False,
            html_template="<div>${value}</div>",
            value=empty_html(_("The map is being drawn…")),
        )
    return MapParts(tab, plot, beside)


def bind_map(parts: MapParts, events: "MapEvents") -> None:
    """Bind what happens on it.

    Args:
        parts: The parts to bind.
        events: What to do.
    """
    # What is drawn, so that coming back to the tab draws nothing anew; and, for our
    # script, a button that is pressed when the library has changed.
    shown = gr.Textbox(visible="hidden")
    place = gr.Textbox(visible="hidden")  # a script says which conversation is open
    redraw = gr.Button(_("Redraw the map"), elem_id="map-redraw", visible="hidden")
    gr.on(
        [parts.tab.select, redraw.click],
        events.draw,
        [place, shown],
        [parts.plot, parts.beside, shown],
        # A change while the map is on its way is drawn after it, not passed over.
        trigger_mode="always_last",
        queue=False,
        show_progress="hidden",
        api_visibility="private",
        js=WITH_PLACE,
    )


class MapEvents:
    """The events of the Map page. The browser says which conversation is open.

    Args:
        service: Has the map.
    """

    def __init__(self, service: Service) -> None:
        self._service = service

    def draw(self, place: object, shown: object) -> Shown:
        """Draw the map, unless just this is `shown`."""
        try:
            turn = self._service.last_turn(parse_place(place).conversation)
            if self._service.readiness.state == "loading":
                raise QuotewellError(LOADING)
            drawn = self._service.maps.current()
            if not drawn.points:
                raise QuotewellError(NO_PASSAGE)
            key = f"{drawn.generation} {turn!r}"
            if key == shown:
                return gr.skip(), gr.skip(), gr.skip()
            return self._drawn(drawn, turn, key)
        except QuotewellError as error:
            return None, empty_html(said(str(error))), ""
        except Exception:
            log.exception("the map could not be drawn")
            return None, empty_html(_(UNEXPECTED)), ""

    def _drawn(self, drawn: LibraryMap, turn: AskedTurn | None, key: str) -> Shown:
        asked = self._service.maps.place(drawn, turn) if turn else None
        # Gradio takes a figure of Plotly's own as well: one more large package, to
        # write this same JSON.
        plot = PlotData(type="plotly", plot=figure_json(drawn, asked))
        return plot, beside_html(drawn, asked), key
