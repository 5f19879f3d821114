"""Threshold and tolerance of two people, as psychometric functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from widgets.models.psychometric import probability
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, new_figure
from widgets.text import number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SLOPE = 2.0
"""Steepness of both curves, per unit of stimulus. Made for the figure."""


class Threshold(Simulation):
    """Two people, each with a threshold and a tolerance; the reader raises the stimulus.

    The form is published (Wichmann & Hill 2001), the people's numbers are made for the figure, so
    it is labelled illustrative. Facts ``pain-threshold``, ``pain-tolerance`` and
    ``low-threshold-high-tolerance``.
    """

    front_end = "simulations/threshold.js"
    honesty = "illustrative"

    part = traitlets.Unicode("threshold").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"x": 4.0, "a": [2.5, 8.0], "b": [5.0, 6.5], "slope": SLOPE}
    ).tag(sync=True)

    def _shares(self) -> dict[str, list[float]]:
        x = self.start["x"]
        return {
            who: [100 * float(probability(x, mark, SLOPE)) for mark in self.start[who]]
            for who in "ab"
        }

    def picture(self) -> Figure:
        figure = new_figure()
        axes = figure.add_subplot()
        x = np.linspace(0, 10, 101)
        for n, who in enumerate("ab"):
            name = self.words[f"person_{who}"]
            for mark, dash, what in zip(
                self.start[who], ("-", "--"), ("feels", "stops"), strict=True
            ):
                label = f"{name}: {self.words[what]}"
                axes.plot(x, 100 * probability(x, mark, SLOPE), dash, color=COLOURS[n], label=label)
        axes.axvline(self.start["x"], color="#76807f", linewidth=1.2)
        axes.set(xlabel=self.words["x_label"], ylabel=self.words["y_label"], xlim=(0, 10))
        axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1), fontsize=9)
        return figure

    def describe(self) -> str:
        shares = self._shares()
        values = {
            "x": number(self.start["x"], self.lang, 1),
            "a": self.words["person_a"],
            "b": self.words["person_b"],
        }
        for who in "ab":
            low, high = self.start[who]
            values[f"feel_{who}"] = number(shares[who][0], self.lang)
            values[f"stop_{who}"] = number(shares[who][1], self.lang)
            values[f"gap_{who}"] = number(high - low, self.lang, 1)
        return str(self.words["describe"].format(**values))

    def table(self) -> Table:
        shares = self._shares()
        rows = [
            [
                self.words[f"person_{who}"],
                *(number(mark, self.lang, 1) for mark in self.start[who]),
                *(number(share, self.lang) for share in shares[who]),
            ]
            for who in "ab"
        ]
        return self.words["table"]["header"], rows
