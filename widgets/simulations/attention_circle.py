"""The attention circle: four parts that feed one another, as a small dynamical system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from widgets.models.attention_circle import course, growth
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, DASHES, new_figure
from widgets.text import number

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class AttentionCircle(Simulation):
    """The strengths of four links can be changed; the round grows or dies out.

    Illustrative. Facts ``selective-attention``, ``attention-vicious-circle``, ``fear-avoidance``.
    """

    front_end = "simulations/attention_circle.js"
    honesty = "illustrative"

    part = traitlets.Unicode("attention-circle").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"first": 3.0, "links": [1.2, 1.1, 1.0, 1.2], "rounds": 24}
    ).tag(sync=True)

    def _course(self) -> Any:
        return course(self.start["first"], self.start["links"], self.start["rounds"])

    def picture(self) -> Figure:
        figure = new_figure(height=3.0)
        axes = figure.add_subplot()
        for n, values in enumerate(self._course().T):
            axes.plot(values, color=COLOURS[n], linestyle=DASHES[n], label=self.words["parts"][n])
        axes.set(xlabel=self.words["x_label"], ylim=(0, 10))
        axes.legend(frameon=False, loc="upper left", bbox_to_anchor=(1, 1), fontsize=9)
        return figure

    def describe(self) -> str:
        rate = growth(self.start["links"])
        names = ("focus", "worry", "fear", "avoidance")
        last = self._course()[-1]
        return str(self.words["describe"]).format(
            growth=number(rate, self.lang, 2),
            verdict=self.words["grows" if rate > 1 else "dies"],
            rounds=self.start["rounds"],
            **{name: number(last[n], self.lang, 1) for n, name in enumerate(names)},
        )

    def table(self) -> Table:
        rows = [
            [str(n), *(number(value, self.lang, 1) for value in state)]
            for n, state in enumerate(self._course())
            if n % 4 == 0
        ]
        return self.words["table"]["header"], rows
