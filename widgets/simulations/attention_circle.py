"""The attention circle: four parts that feed one another, as a small dynamical system."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from widgets.models.attention_circle import course, growth
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, QUIET

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

PLACES = ((0.0, 1.0), (1.0, 0.0), (0.0, -1.0), (-1.0, 0.0))


class AttentionCircle(Simulation):
    """The strengths of four links can be changed; the round grows or dies out.

    Illustrative. Facts ``selective-attention``, ``attention-vicious-circle``, ``fear-avoidance``.
    """

    front_end = "simulations/attention_circle.js"
    honesty = "illustrative"

    part = traitlets.Unicode("attention-circle").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"first": 3.0, "links": [0.6, 0.55, 0.5, 0.6], "rounds": 24}
    ).tag(sync=True)

    def _course(self) -> NDArray[np.float64]:
        return course(self.start["first"], self.start["links"], self.start["rounds"])

    def draw(self, figure: Figure) -> None:
        ring, time = figure.subplots(1, 2, width_ratios=(1, 1))
        self._ring(ring)
        time.plot(self._course().mean(axis=1), color=COLOURS[0])
        time.set(xlabel=self.words["x_label"], ylim=(0, 10), xticks=[0, 8, 16, 24])
        time.set_title(self.words["y_label"], fontsize=11, loc="left")

    def _ring(self, axes: Axes) -> None:
        last = self._course()[-1]
        for n, (x, y) in enumerate(PLACES):
            to = PLACES[(n + 1) % 4]
            strength = self.start["links"][n]
            arrow = {
                "arrowstyle": "-|>",
                "color": QUIET,
                "linewidth": 0.5 + 6 * strength,
                "mutation_scale": 10 + 12 * strength,
                "connectionstyle": "arc3,rad=-0.3",
                "shrinkA": 24,
                "shrinkB": 26,
            }
            axes.annotate("", to, (x, y), arrowprops=arrow)
            text = f"{self.words['parts'][n]}\n{self.number(last[n])}"
            axes.text(x, y, text, ha="center", va="center", fontsize=9)
        axes.set(xlim=(-1.45, 1.45), ylim=(-1.35, 1.35), aspect="equal")
        axes.axis("off")

    def said(self) -> dict[str, Any]:
        rate = growth(self.start["links"])
        names = ("focus", "worry", "fear", "avoidance")
        last = self._course()[-1]
        return {
            "growth": self.number(rate, 2),
            "verdict": self.words["grows" if rate > 1 else "dies"],
            "rounds": self.start["rounds"],
            **{name: self.number(last[n]) for n, name in enumerate(names)},
        }

    def table(self) -> Table:
        rows = [
            [str(n), *(self.number(value) for value in state)]
            for n, state in enumerate(self._course())
            if n % 4 == 0
        ]
        return self.words["table"]["header"], rows
