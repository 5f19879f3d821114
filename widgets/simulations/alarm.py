"""The alarm: expectation and pain over repeated stimuli."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets
from numpy.typing import NDArray

from widgets.models.expectation import trials
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, QUIET, label

if TYPE_CHECKING:
    from matplotlib.figure import Figure

TRIALS = 10
MOODS = ("dread", "neutral", "confident")


class Alarm(Simulation):
    """Ten brief stimuli, felt by one who dreads, one who is neutral and one who is confident.

    Published model and parameters (Onysk 2024); where the expectation begins is chosen for the
    figure. Fact ``pain-alarm``.
    """

    front_end = "simulations/alarm.js"
    honesty = "published"

    part = traitlets.Unicode("alarm").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {
            "mood": "dread",
            "levels": {"dread": 9.0, "neutral": 5.0, "confident": 1.0},
            "early": 5.0,
            "late": 5.0,
            "trials": TRIALS,
        }
    ).tag(sync=True)

    def _signals(self) -> list[float]:
        half = TRIALS // 2
        return [self.start["early"]] * half + [self.start["late"]] * half

    def _course(self, mood: str) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """Return (felt, expected) over the trials for one who begins in ``mood``."""
        return trials(self._signals(), self.start["levels"][mood])

    def draw(self, figure: Figure) -> None:
        times = np.arange(1, TRIALS + 1)
        axes = figure.add_subplot()
        axes.step(times, self._signals(), where="mid", color=QUIET, linewidth=1.2)
        for mood in MOODS:
            felt, expected = self._course(mood)
            chosen = mood == self.start["mood"]
            axes.plot(
                times, felt, "o-" if chosen else "-", color=COLOURS[0], alpha=1 - 0.5 * (not chosen)
            )
            label(axes, 0.85, felt[0], self.words["short"][mood], COLOURS[0], ha="right")
            if chosen:
                axes.plot(times, expected, "--", color=COLOURS[1])
                label(axes, 1.2, expected[0], self.words["expected"], COLOURS[1])
        axes.set(xlabel=self.words["x_label"], ylabel=self.words["y_label"])
        axes.set(xlim=(-0.8, TRIALS + 0.3), ylim=(0, 10), xticks=times)

    def said(self) -> dict[str, Any]:
        felt, expected = self._course(self.start["mood"])
        first = {mood: self.number(self._course(mood)[0][0]) for mood in MOODS}
        return {
            "early": self.number(self.start["early"]),
            "late": self.number(self.start["late"]),
            "who": self.words["short"][self.start["mood"]],
            "wait": self.number(expected[-1]),
            "last": self.number(felt[-1]),
            **first,
        }

    def table(self) -> Table:
        felt, expected = self._course(self.start["mood"])
        rows = [
            [str(n), *(self.number(value) for value in values)]
            for n, *values in zip(
                range(1, TRIALS + 1), self._signals(), expected, felt, strict=True
            )
        ]
        return self.words["table"]["header"], rows
