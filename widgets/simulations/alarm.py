"""The alarm: expectation and pain over repeated equal stimuli."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from widgets.models.expectation import GAMMA, trials
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, new_figure
from widgets.text import number

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TRIALS = 10


class Alarm(Simulation):
    """Published model and parameters (Onysk 2024). Fact ``pain-alarm``."""

    front_end = "simulations/alarm.js"
    honesty = "published"

    part = traitlets.Unicode("alarm").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"signal": 5.0, "first": 8.0, "gamma": GAMMA, "trials": TRIALS}
    ).tag(sync=True)

    def _course(self) -> tuple[Any, Any]:
        start = self.start
        return trials([start["signal"]] * TRIALS, start["first"], gamma=start["gamma"])

    def picture(self) -> Figure:
        felt, expected = self._course()
        times = np.arange(1, TRIALS + 1)
        figure = new_figure(height=3.0)
        axes = figure.add_subplot()
        axes.plot(times, expected, "--", color=COLOURS[1], label=self.words["expected"])
        axes.plot(times, felt, "o-", color=COLOURS[0], label=self.words["felt"])
        axes.axhline(self.start["signal"], color="#76807f", linewidth=1.2)
        axes.set(xlabel=self.words["x_label"], ylabel=self.words["y_label"], ylim=(0, 10))
        axes.legend(frameon=False)
        return figure

    def describe(self) -> str:
        felt, expected = self._course()
        return str(self.words["describe"]).format(
            signal=number(self.start["signal"], self.lang, 1),
            first=number(expected[0], self.lang, 1),
            felt=number(felt[0], self.lang, 1),
            expected=number(expected[-1], self.lang, 1),
            last=number(felt[-1], self.lang, 1),
        )

    def table(self) -> Table:
        felt, expected = self._course()
        rows = [
            [str(n + 1), number(expected[n], self.lang, 1), number(felt[n], self.lang, 1)]
            for n in range(TRIALS)
        ]
        return self.words["table"]["header"], rows
