"""Return to work over four years, from five places to begin."""

from __future__ import annotations

from math import exp
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from widgets.models.return_states import EARLY, LATE, PUBLISHED, at_work, fit
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, QUIET, label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

STATES = {
    name: dict(zip(("early", "late", "into", "out"), (*shares, *fit(*shares)), strict=True))
    for name, shares in PUBLISHED.items()
}
"""The published shares, and the rates a year that go through them."""


class ReturnStates(Simulation):
    """The share at work after a Norwegian rehabilitation programme, by status at departure.

    The shares after one and four years are published (Øyeflaten 2012); the way between them is a
    two-state chain fitted to both.
    """

    front_end = "simulations/return_states.js"
    honesty = "fitted"

    part = traitlets.Unicode("return-states").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"state": "vocational", "years": 1.0, "states": STATES}
    ).tag(sync=True)

    def draw(self, figure: Figure) -> None:
        years = np.linspace(0, LATE, 49)
        axes = figure.add_subplot()
        for name, state in STATES.items():
            chosen = name == self.start["state"]
            colour = COLOURS[0] if chosen else QUIET
            shares = [100 * at_work(state["into"], state["out"], year) for year in years]
            axes.plot(years, shares, color=colour, linewidth=2.5 if chosen else 1)
            axes.plot([EARLY, LATE], [100 * state["early"], 100 * state["late"]], "o", color=colour)
            if chosen:
                label(axes, LATE + 0.1, shares[-1], self.words["states"][name], colour)
        axes.set(xlim=(0, LATE + 1.6), ylim=(0, 70), xticks=range(5))
        axes.set(xlabel=self.words["x_label"], ylabel=self.words["y_label"])

    def _people(self, share: float) -> str:
        return self.number(100 * share, 0)

    def said(self) -> dict[str, Any]:
        state = STATES[self.start["state"]]
        years = self.start["years"]
        return {
            "state": self.words["states"][self.start["state"]].lower(),
            "years": self.number(years, 2 if years % 0.5 else 1 if years % 1 else 0),
            "people": self._people(at_work(state["into"], state["out"], years)),
            "early": self._people(state["early"]),
            "late": self._people(state["late"]),
            "into": self._people(1 - exp(-state["into"])),
            "out": self._people(1 - exp(-state["out"])),
        }

    def table(self) -> Table:
        rows = [
            [
                self.words["states"][name],
                self._people(state["early"]),
                self._people(state["late"]),
                *(
                    self._people(at_work(state["into"], state["out"], years))
                    for years in (EARLY, 2, LATE)
                ),
            ]
            for name, state in STATES.items()
        ]
        return self.words["table"]["header"], rows
