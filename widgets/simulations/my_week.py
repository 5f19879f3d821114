"""A week in blocks: where the load builds up, and what a flexible week has. Illustrative."""

from __future__ import annotations

import re
from textwrap import fill
from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from widgets.models.my_week import DAYS, KINDS, PARTS, checks, course, idle, over, pattern
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, QUIET, SOFT, label

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

WEEKS = {
    "ole": "wwwh wwwm wwwh wwwm wwww rrrr rrr.",
    "swings": "wwwm wwwh rrrr wwwh wwwm rrrr rrr.",
    "wife": "rhr. rrr. rr.m rhr. rrr. rr.m rrr.",
    "blank": ".... .... .... .... .... .... ....",
    "flexible": "wwrp wrwp wwrp pwrw wwrp hprh pr.h",
}
"""Weeks to begin with: Ole's and his wife's are those of the module's text."""

GROUNDS = {"w": SOFT[0], "h": "#ddd7ee", "r": "#eeebe3", "p": "#dbe6c8", "m": SOFT[1]}
"""The ground of each kind of block in print; its name stands on it."""


class MyWeek(Simulation):
    """Blocks of work, house, rest, plus and minus in a week of seven days.

    Illustrative: no validated model exists. Facts ``map-action-pattern``, ``overuse-pattern``,
    ``avoidance-pattern``, ``flexible-pattern``, ``rest-and-plus-minus``, ``activity-plan`` and
    ``gradual-balance``.
    """

    front_end = "simulations/my_week.js"
    honesty = "illustrative"
    height = 4.6

    part = traitlets.Unicode("my-week").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {
            "week": WEEKS["ole"].replace(" ", ""),
            "kind": "r",
            "weeks": {name: week.replace(" ", "") for name, week in WEEKS.items()},
        }
    ).tag(sync=True)

    def draw(self, figure: Figure) -> None:
        line, grid = figure.subplots(2, 1, sharex=True, height_ratios=(1.5, 1))
        load, room = course(self.start["week"])
        times = (np.arange(DAYS * PARTS) + 0.5) / PARTS
        line.plot(times, load, "o-", color=COLOURS[0], markersize=3)
        line.step(
            np.arange(DAYS + 1),
            [*room[:DAYS], room[DAYS - 1]],
            "--",
            where="post",
            color=COLOURS[1],
        )
        label(line, DAYS + 0.08, load[-1], self.words["load"], COLOURS[0], fontsize=9)
        name = fill(self.words["room"], 12)
        label(line, DAYS + 0.08, room[DAYS - 1], name, COLOURS[1], fontsize=9)
        line.set(ylim=(-0.3, 10), xlim=(0, DAYS + 1.4))
        line.set_title(self.words["y_label"], fontsize=10, loc="left")
        self._blocks(grid)

    def _blocks(self, grid: Axes) -> None:
        """Draw the week as it stands, a column for each day under its part of the line."""
        from matplotlib.patches import Rectangle

        for n, kind in enumerate(self.start["week"]):
            day, part = divmod(n, PARTS)
            grid.add_patch(
                Rectangle(
                    (day + 0.03, part + 0.06),
                    0.94,
                    0.88,
                    facecolor=GROUNDS.get(kind, "none"),
                    edgecolor=QUIET,
                    linewidth=0.6,
                )
            )
            if kind in KINDS:
                name = self.words["kinds"][kind]
                grid.text(day + 0.5, part + 0.5, name, ha="center", va="center", fontsize=8)
        for part, name in enumerate(self.words["parts"]):
            label(grid, DAYS + 0.08, part + 0.5, name["name"], QUIET, fontsize=8)
        grid.set(ylim=(PARTS, 0), yticks=[])
        grid.set_xticks([n + 0.5 for n in range(DAYS)], [d["short"] for d in self.words["days"]])
        grid.grid(visible=False)
        grid.spines[["left", "bottom"]].set_visible(False)
        grid.tick_params(length=0)

    @classmethod
    def values(cls) -> set[str]:
        found = cls.read_words("nb")["found"]
        return {name for text in found.values() for name in re.findall(r"\{(\w+)\}", text)}

    def said(self) -> dict[str, Any]:
        week = self.start["week"]
        load, room = course(week)
        highest = load.reshape(DAYS, PARTS).max(axis=1)
        far = over(week)
        above = pattern(week) in ("collapse", "pushing", "both")
        worst, top = int(np.argmax(far)), int(np.argmax(highest))
        names = [day["name"] for day in self.words["days"]]
        marks = checks(week)
        shown = worst if above else top
        return {
            "first": names[next((n for n, x in enumerate(far) if x > 0), 0)],
            "worst": names[worst],
            "top": names[top],
            "load": self.number(float(highest[shown])),
            "room": self.number(float(room[shown])),
            "before": self.number(float(room[0])),
            "after": self.number(float(room[-1])),
            "idle": idle(week),
            "plus": sum("p" in week[n : n + PARTS] for n in range(0, len(week), PARTS)),
            "work": week.count("w"),
            "met": sum(marks.values()),
            "all": len(marks),
        }

    def describe(self) -> str:
        return str(self.words["found"][pattern(self.start["week"])]).format(**self.said())

    def table(self) -> Table:
        week = self.start["week"]
        load, room = course(week)
        rows = []
        for day, name in enumerate(self.words["days"]):
            part = slice(day * PARTS, (day + 1) * PARTS)
            blocks = [
                self.words["kinds"][kind] if kind in KINDS else self.words["none"]
                for kind in week[part]
            ]
            rows.append(
                [
                    name["name"].capitalize(),
                    ", ".join(blocks).lower(),
                    self.number(float(load[part].max())),
                    self.number(float(room[day])),
                ]
            )
        return self.words["table"]["header"], rows
