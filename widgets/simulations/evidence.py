"""Two groups of a trial: difference, number needed to treat, and how certain they are."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Any

import traitlets

from widgets.models.two_proportions import difference, needed, wilson
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, QUIET

if TYPE_CHECKING:
    from matplotlib.figure import Figure

PRESETS = {
    "brief": {"first": 68, "second": 56, "size": 200, "other": 200},
    "inpatient": {"first": 58, "second": 39, "size": 86, "other": 80},
}
"""Shares in per cent as the sources give them. Sizes: the second trial's own (Gismervik 2020); no
source in the course gives those of the first, so the reader sets them, from a round number."""

SIZES = (50, 100, 200, 400)


class Evidence(Simulation):
    """The two trials of the course, with intervals that follow the size of the groups.

    Published shares and methods (Newcombe 1998, Altman 1998). Facts ``brief-intervention-68-56``,
    ``arr-inpatient-58-39`` and ``arr-inpatient-note``.
    """

    front_end = "simulations/evidence.js"
    honesty = "published"

    part = traitlets.Unicode("evidence").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"trial": "brief", "presets": PRESETS, "sizes": list(SIZES), **PRESETS["brief"]}
    ).tag(sync=True)

    def _shares(self) -> tuple[float, float]:
        return self.start["first"] / 100, self.start["second"] / 100

    def _interval(self, size: float, other: float) -> tuple[float, float]:
        first, second = self._shares()
        return difference(first, size, second, other)

    def draw(self, figure: Figure) -> None:
        first, second = self._shares()
        size, other = self.start["size"], self.start["other"]
        groups, gap = figure.subplots(2, 1, height_ratios=(1.4, 1))
        for row, (share, people, name) in enumerate(
            ((second, other, "second"), (first, size, "first"))
        ):
            low, high = wilson(share, people)
            groups.barh(row, share * 100, color=COLOURS[1 - row], height=0.5, alpha=0.6)
            groups.plot([low * 100, high * 100], [row, row], color="#1c2b33")
            groups.text(1, row + 0.33, self.words["groups"][self.start["trial"]][name], fontsize=9)
        groups.set(xlim=(0, 100), ylim=(-0.5, 1.7), yticks=[], xlabel=self.words["x_label"])
        low, high = self._interval(size, other)
        gap.axvline(0, color=QUIET)
        gap.plot([low * 100, high * 100], [0, 0], color=COLOURS[0])
        gap.plot([(first - second) * 100], [0], "D", color=COLOURS[0])
        gap.set(xlim=(-50, 50), ylim=(-1, 1), yticks=[], xlabel=self.words["gap_label"])

    def _points(self, value: float) -> str:
        return self.number(value * 100)

    def _needed(self, low: float, high: float) -> str:
        """Return the interval of the number needed to treat in words."""
        one, other = needed(low), needed(high)
        if low > 0:
            return str(self.words["nnt_range"]).format(
                low=self.number(other), high=self.number(one)
            )
        if high < 0:
            return str(self.words["harm_range"]).format(
                low=self.number(-one), high=self.number(-other)
            )
        return str(self.words["nnt_open"]).format(
            benefit=self.words["never"] if other == inf else self.number(other),
            harm=self.words["never"] if one == inf else self.number(-one),
        )

    def _result(self, gap: float) -> str:
        """Return in words what the difference is worth: one more for every so many, say."""
        if gap == 0:
            return str(self.words["result"]["same"])
        text = self.words["result"]["fewer" if gap < 0 else "more"]
        return str(text).format(nnt=self.number(abs(needed(gap))))

    def said(self) -> dict[str, Any]:
        first, second = self._shares()
        gap = first - second
        low, high = self._interval(self.start["size"], self.start["other"])
        return {
            "first": self.start["first"],
            "second": self.start["second"],
            "size": self.start["size"],
            "other": self.start["other"],
            "result": self._result(gap),
            "gap": self._points(gap),
            "low": self._points(low),
            "high": self._points(high),
            "range": self._needed(low, high),
        }

    def describe(self) -> str:
        low, high = self._interval(self.start["size"], self.start["other"])
        verdict = "above" if low > 0 else "below" if high < 0 else "both"
        return f"{super().describe()} {self.words['verdicts'][verdict]}"

    def table(self) -> Table:
        first, second = self._shares()
        rows = []
        for size in SIZES:
            low, high = self._interval(size, size)
            rows.append(
                [
                    str(size),
                    self._points(first - second),
                    self.words["range"].format(low=self._points(low), high=self._points(high)),
                    self._needed(low, high),
                ]
            )
        return self.words["table"]["header"], rows
