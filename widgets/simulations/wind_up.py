"""Temporal summation: equal pulses that are felt as stronger and stronger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from widgets.models.temporal_summation import felt, plateau, summation
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, QUIET, SOFT, label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PULSES = 10


class WindUp(Simulation):
    """Ten pulses played one by one; rate, strength and the trace's duration can be changed.

    Illustrative leaky sum; the measure and the rates are Staud 2014's.
    """

    front_end = "simulations/wind_up.js"
    honesty = "illustrative"

    part = traitlets.Unicode("wind-up").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"rate": 0.4, "strength": 2.0, "decay": 5.0, "pulses": PULSES}
    ).tag(sync=True)

    def _state(self) -> tuple[float, float, float]:
        return self.start["rate"], self.start["strength"], self.start["decay"]

    def draw(self, figure: Figure) -> None:
        numbers = np.arange(1, PULSES + 1)
        values = felt(PULSES, *self._state())
        left = values - self.start["strength"]
        axes = figure.add_subplot()
        axes.bar(numbers, left, 0.62, color=SOFT[0], edgecolor=COLOURS[0], linewidth=0.8)
        axes.bar(numbers, self.start["strength"], 0.62, bottom=left, color=COLOURS[0])
        axes.hlines([values[0], values[4]], 1, 5.6, color=COLOURS[1], linestyle=":", linewidth=1.4)
        gap = f"+{self.number(summation(*self._state()))}"
        label(axes, 5.6, values[4] + 0.5, gap, COLOURS[1], ha="center")
        label(axes, PULSES + 0.5, values[-1] - 0.5, self.words["this"], COLOURS[0])
        label(axes, PULSES + 0.5, left[-1] / 2, self.words["before"], QUIET)
        axes.set(xlabel=self.words["x_label"], ylabel=self.words["y_label"], ylim=(0, 10))
        axes.set(xlim=(0.4, PULSES + 3.2), xticks=numbers)
        axes.grid(axis="x", visible=False)

    def said(self) -> dict[str, Any]:
        values = felt(5, *self._state())
        return {
            "rate": self.number(self.start["rate"]),
            "gap": self.number(1 / self.start["rate"]),
            "first": self.number(values[0]),
            "fifth": self.number(values[4]),
            "sum": self.number(summation(*self._state())),
            "top": self.number(plateau(*self._state())),
        }

    def table(self) -> Table:
        values = felt(PULSES, *self._state())
        strength = self.start["strength"]
        rows = [
            [str(n), self.number(value - strength), self.number(strength), self.number(value)]
            for n, value in enumerate(values, 1)
        ]
        return self.words["table"]["header"], rows
