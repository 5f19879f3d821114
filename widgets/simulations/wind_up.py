"""Temporal summation: equal pulses that are felt as stronger and stronger."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from widgets.models.temporal_summation import felt, plateau, summation
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, new_figure
from widgets.text import number

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
        {"rate": 0.4, "strength": 2.0, "decay": 4.0, "pulses": PULSES}
    ).tag(sync=True)

    def _state(self) -> tuple[float, float, float]:
        return self.start["rate"], self.start["strength"], self.start["decay"]

    def picture(self) -> Figure:
        figure = new_figure(height=3.0)
        axes = figure.add_subplot()
        axes.bar(np.arange(1, PULSES + 1), felt(PULSES, *self._state()), color=COLOURS[0])
        axes.set(xlabel=self.words["x_label"], ylabel=self.words["y_label"], ylim=(0, 20))
        axes.set_xticks(range(1, PULSES + 1))
        axes.grid(axis="x", visible=False)
        return figure

    def describe(self) -> str:
        values = felt(5, *self._state())
        return str(self.words["describe"]).format(
            rate=number(self.start["rate"], self.lang, 1),
            first=number(values[0], self.lang, 1),
            fifth=number(values[4], self.lang, 1),
            sum=number(summation(*self._state()), self.lang, 1),
            top=number(plateau(*self._state()), self.lang, 1),
        )

    def table(self) -> Table:
        values = felt(PULSES, *self._state())
        rows = [[str(n + 1), number(value, self.lang, 1)] for n, value in enumerate(values)]
        return self.words["table"]["header"], rows
