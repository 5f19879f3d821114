"""Graded leave: presence times output is the work done, and what is written may not fit it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from widgets.models.graded_leave import gap, leave, work
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, QUIET, SOFT

if TYPE_CHECKING:
    from matplotlib.figure import Figure

OUTPUTS = (100, 75, 50, 25)


class GradedLeave(Simulation):
    """A full job as a square: hours across, output upwards; the filled part is the work done.

    Arithmetic on a published example; begins with the electrician. Fact ``electrician-50-75``.
    """

    front_end = "simulations/graded_leave.js"
    honesty = "illustrative"

    part = traitlets.Unicode("graded-leave").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"presence": 50, "output": 50, "written": 50}
    ).tag(sync=True)

    def draw(self, figure: Figure) -> None:
        from matplotlib.patches import Rectangle

        presence, output, written = (self.start[k] for k in ("presence", "output", "written"))
        square, bars = figure.subplots(1, 2, width_ratios=(1, 1.3))
        square.add_patch(Rectangle((0, 0), 100, 100, facecolor="none", edgecolor=QUIET))
        square.add_patch(Rectangle((0, 0), presence, 100, facecolor=SOFT[0]))
        square.add_patch(Rectangle((0, 0), presence, output, facecolor=COLOURS[0]))
        square.set(xlim=(0, 101), ylim=(0, 101), aspect="equal", xticks=[0, 50, 100])
        square.set(xlabel=self.words["x_label"], yticks=[0, 50, 100])
        square.set_title(self.words["y_label"], fontsize=10, loc="left")
        names = (self.words["fits"], self.words["now"])
        for row, (name, degree) in enumerate(
            zip(names, (leave(presence, output), written), strict=True)
        ):
            bars.barh(row, 100 - degree, color=COLOURS[0], height=0.45)
            bars.barh(row, degree, left=100 - degree, color=SOFT[1], height=0.45)
            bars.text(0, row + 0.3, f"{name}: {self._plain(degree)} %", fontsize=10)
        bars.set(xlim=(0, 100), ylim=(-0.5, 1.7), yticks=[], xlabel=self.words["bar_label"])

    def _plain(self, value: float) -> str:
        return self.number(value, 0 if value == int(value) else 1)

    def said(self) -> dict[str, Any]:
        presence, output, written = (self.start[k] for k in ("presence", "output", "written"))
        return {
            "presence": str(presence),
            "output": str(output),
            "written": str(written),
            "work": self._plain(work(presence, output)),
            "leave": self._plain(leave(presence, output)),
            "gap": self._plain(abs(gap(presence, output, written))),
        }

    def describe(self) -> str:
        off = gap(*(self.start[k] for k in ("presence", "output", "written")))
        verdict = "too_much" if off > 0 else "too_little" if off < 0 else "fits_well"
        text = f"{self.words['describe']} {self.words['verdicts'][verdict]}"
        return text.format(**self.said())

    def table(self) -> Table:
        presence = self.start["presence"]
        rows = [
            [
                self.words["percent"].format(value=output),
                self.words["percent"].format(value=presence),
                self.words["percent"].format(value=self._plain(work(presence, output))),
                self.words["percent"].format(value=self._plain(leave(presence, output))),
            ]
            for output in OUTPUTS
        ]
        return self.words["table"]["header"], rows
