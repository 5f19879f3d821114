"""Boom and bust against paced activity: the same hours, spread in two ways. Illustrative."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from widgets.models.activity_pacing import paced, pushed
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

DAYS = 28
WEEKS = DAYS // 7
HARD = 7.0
"""A day with this pain or more counts as a hard day; also where the figure's person stops."""

Course = tuple[NDArray[np.float64], NDArray[np.float64]]


class ActivityPacing(Simulation):
    """Four weeks of hours and pain for one who pushes on and one who paces.

    Illustrative: no validated model exists. Facts ``overuse-pattern``, ``flexible-pattern`` and
    ``activity-plan``.
    """

    front_end = "simulations/activity_pacing.js"
    honesty = "illustrative"
    height = 3.6

    part = traitlets.Unicode("activity-pacing").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"push": 8.0, "limit": 7.0, "even": 4.25, "days": DAYS, "hard": HARD}
    ).tag(sync=True)

    def _courses(self) -> tuple[Course, Course]:
        """Return (hours, pain) of the one who pushes on and of the one who paces."""
        start = self.start
        return (
            pushed(start["push"], start["limit"], DAYS),
            paced(start["even"], DAYS),
        )

    def draw(self, figure: Figure) -> None:
        days = np.arange(1, DAYS + 1)
        pain, hours = figure.subplots(2, 1, sharex=True, height_ratios=(1.6, 1))
        names = (self.words["pushed"], self.words["paced"])
        looks = ((COLOURS[1], "o-"), (COLOURS[0], "--"))
        for (done, felt), (colour, style), name, side in zip(
            self._courses(), looks, names, (-0.2, 0.2), strict=True
        ):
            pain.plot(days, felt, style, color=colour, markersize=3)
            label(pain, DAYS + 0.5, felt[-1], name, colour, fontsize=9)
            hours.bar(days + side, done, width=0.4, color=colour)
        pain.set(ylim=(0, 10), xlim=(0.3, DAYS + 7))
        pain.set_title(self.words["y_label"], fontsize=10, loc="left")
        hours.set_title(self.words["hours_label"], fontsize=10, loc="left")
        hours.set(xlabel=self.words["x_label"], xticks=[1, 7, 14, 21, 28])

    def said(self) -> dict[str, Any]:
        said: dict[str, Any] = {"limit": self.number(self.start["hard"], 0)}
        for name, (done, felt) in zip(("pushed", "paced"), self._courses(), strict=True):
            said |= {
                f"{name}_hours": self.number(float(done.sum()), 0),
                f"{name}_mean": self.number(float(felt.mean())),
                f"{name}_top": self.number(float(felt.max())),
                f"{name}_hard": int((felt >= self.start["hard"]).sum()),
            }
        return said

    def table(self) -> Table:
        rows = []
        courses = [values.reshape(WEEKS, 7) for course in self._courses() for values in course]
        for week in range(WEEKS):
            push_h, push_p, even_h, even_p = (values[week] for values in courses)
            rows.append(
                [
                    str(week + 1),
                    self.number(float(push_h.sum()), 0),
                    f"{self.number(push_p.min())}–{self.number(push_p.max())}",
                    self.number(float(even_h.sum()), 0),
                    f"{self.number(even_p.min())}–{self.number(even_p.max())}",
                ]
            )
        return self.words["table"]["header"], rows
