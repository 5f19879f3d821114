"""Threshold and tolerance of two people, as psychometric functions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from widgets.models.psychometric import probability
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, QUIET, SOFT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PEOPLE = ("a", "b")


class Threshold(Simulation):
    """Two people, each with a threshold and a tolerance; the reader raises the stimulus.

    The form is published (Wichmann & Hill 2001), the people's numbers are made for the figure, so
    it is labelled illustrative. Facts ``pain-threshold``, ``pain-tolerance`` and
    ``low-threshold-high-tolerance``.
    """

    front_end = "simulations/threshold.js"
    honesty = "illustrative"
    height = 4.0

    part = traitlets.Unicode("threshold").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"x": 4.0, "a": [2.5, 8.0], "b": [5.0, 6.5], "slope": 2.0}
    ).tag(sync=True)

    def _name(self, who: str) -> str:
        return str(self.words[f"person_{who}"])

    def _share(self, who: str, kind: int) -> float:
        """Return how often (%) the stimulus is felt as pain (0) or makes the person stop (1)."""
        start = self.start
        return 100 * float(probability(start["x"], start[who][kind], start["slope"]))

    def _first(self, kind: int) -> str:
        """Return who crosses the mark first as the stimulus rises."""
        a, b = (self.start[who][kind] for who in PEOPLE)
        return str(self.words["both"]) if a == b else self._name("a" if a < b else "b")

    def draw(self, figure: Figure) -> None:
        x = np.linspace(0, 10, 61)
        for n, (who, axes) in enumerate(zip(PEOPLE, figure.subplots(2, sharex=True), strict=True)):
            low, high = self.start[who]
            felt = 100 * probability(x, low, self.start["slope"])
            stop = 100 * probability(x, high, self.start["slope"])
            axes.fill_between(x, stop, felt, color=SOFT[n], linewidth=0)
            axes.plot(x, felt, color=COLOURS[n])
            axes.plot(x, stop, color=COLOURS[n], linestyle="--")
            axes.axvline(self.start["x"], color=QUIET, linewidth=1.2)
            axes.set(xlim=(0, 10), ylim=(0, 100), yticks=[0, 50, 100])
            axes.set_title(
                f"{self._name(who)}: {self.words['feels']} (—), {self.words['stops']} (- -)",
                loc="left",
                fontsize=11,
            )
        axes.set_xlabel(self.words["x_label"])
        figure.supylabel(self.words["y_label"], fontsize=11)

    def said(self) -> dict[str, Any]:
        values = {"x": self.number(self.start["x"]), "a": self._name("a"), "b": self._name("b")}
        for who in PEOPLE:
            low, high = self.start[who]
            values[f"feel_{who}"] = self.number(self._share(who, 0), 0)
            values[f"stop_{who}"] = self.number(self._share(who, 1), 0)
            values[f"gap_{who}"] = self.number(high - low)
        return values | {"feels_first": self._first(0), "stops_first": self._first(1)}

    def table(self) -> Table:
        rows = [
            [
                self._name(who),
                *(self.number(mark) for mark in self.start[who]),
                *(self.number(self._share(who, kind), 0) for kind in (0, 1)),
            ]
            for who in PEOPLE
        ]
        return self.words["table"]["header"], rows
