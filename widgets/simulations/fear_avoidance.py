"""Fear and avoidance over twelve weeks, with and without a plan of graded exposure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from widgets.models.fear_avoidance import course, met
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, QUIET, label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WEEKS = 12


class FearAvoidance(Simulation):
    """Fear week by week, and the share of what is feared that is met.

    Illustrative: no accepted equation exists. Facts ``fear-avoidance``, ``avoidance-pattern``,
    ``graded-exposure`` and ``joint-damage-caution``.
    """

    front_end = "simulations/fear_avoidance.js"
    honesty = "illustrative"

    part = traitlets.Unicode("fear-avoidance").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"first": 7.0, "plan": 0.5, "feed": 0.4, "went": 2.0, "weeks": WEEKS}
    ).tag(sync=True)

    def _course(self, plan: float) -> NDArray[np.float64]:
        start = self.start
        return course(start["first"], plan, start["feed"], start["went"], WEEKS)

    def draw(self, figure: Figure) -> None:
        weeks = np.arange(WEEKS + 1)
        axes = figure.add_subplot()
        lines = (
            (self._course(self.start["plan"]), "with_plan", COLOURS[0], "o-"),
            (self._course(0.0), "without", COLOURS[1], "--"),
        )
        for values, name, colour, style in lines:
            axes.plot(weeks, values, style, color=colour, markersize=4)
            label(axes, WEEKS + 0.3, values[-1], self.words[name], colour)
        axes.axhline(self.start["went"], color=QUIET, linestyle=":")
        label(axes, WEEKS + 0.3, self.start["went"], self.words["reality"], QUIET)
        axes.set(xlim=(-0.2, WEEKS + 4), ylim=(0, 10.3), xticks=range(0, WEEKS + 1, 2))
        axes.set(xlabel=self.words["x_label"], ylabel=self.words["y_label"])

    def _share(self, fear: float, plan: float) -> str:
        return self.number(100 * met(fear, plan), 0)

    def said(self) -> dict[str, Any]:
        plan = self.start["plan"]
        alone, planned = self._course(0.0)[-1], self._course(plan)[-1]
        first = self.start["first"]
        verdict = "helps" if planned < first - 0.5 else "rises" if planned > first + 0.5 else "same"
        return {
            "first": self.number(first),
            "weeks": WEEKS,
            "alone": self.number(alone),
            "alone_met": self._share(alone, 0.0),
            "plan": self.number(100 * plan, 0),
            "planned": self.number(planned),
            "planned_met": self._share(planned, plan),
            "verdict": self.words["verdicts"][verdict],
        }

    def table(self) -> Table:
        plan = self.start["plan"]
        alone, planned = self._course(0.0), self._course(plan)
        rows = [
            [
                str(week),
                self.number(alone[week]),
                self.words["percent"].format(value=self._share(alone[week], 0.0)),
                self.number(planned[week]),
                self.words["percent"].format(value=self._share(planned[week], plan)),
            ]
            for week in range(0, WEEKS + 1, 2)
        ]
        return self.words["table"]["header"], rows
