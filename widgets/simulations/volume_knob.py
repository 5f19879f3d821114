"""The volume knob: the same signal from the body, amplified more or less on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from widgets.models.volume_knob import BEARABLE, alarm, gain
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, QUIET, label

if TYPE_CHECKING:
    from matplotlib.figure import Figure


class VolumeKnob(Simulation):
    """Signal, sensitivity and attention; the reader brings the alarm below a line.

    Illustrative. Facts ``central-sensitisation``, ``pain-memory`` and ``attention-raises-volume``.
    """

    front_end = "simulations/volume_knob.js"
    honesty = "illustrative"

    part = traitlets.Unicode("volume-knob").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"signal": 4.0, "sensitivity": 1.8, "locked": True}
    ).tag(sync=True)

    def draw(self, figure: Figure) -> None:
        axes = figure.add_subplot()
        x = np.linspace(0, 10, 41)
        here, sensitivity = self.start["signal"], self.start["sensitivity"]
        lines = (
            (sensitivity, True, self.words["line_locked"]),
            (sensitivity, False, self.words["line_moving"]),
            (1.0, False, self.words["line_plain"]),
        )
        for (factor, locked, name), style in zip(lines, ("-", "--", ":"), strict=True):
            y = [alarm(value, factor, locked) for value in x]
            axes.plot(x, y, color=COLOURS[0], linestyle=style)
            label(axes, 10.15, y[-1], name, COLOURS[0], fontsize=9)
            axes.plot([here], [alarm(here, factor, locked)], "o", color=COLOURS[1])
        axes.axvline(here, color=QUIET, linewidth=1.2)
        axes.axhline(BEARABLE, color=COLOURS[1], linewidth=1.4, linestyle=":")
        label(axes, 0.1, BEARABLE + 0.35, self.words["bearable"], COLOURS[1], fontsize=9)
        axes.set(xlabel=self.words["x_label"], ylabel=self.words["y_label"])
        axes.set(xlim=(0, 15), ylim=(0, 10), xticks=range(0, 11, 2))

    def said(self) -> dict[str, Any]:
        signal, sensitivity, locked = (self.start[k] for k in ("signal", "sensitivity", "locked"))
        level = alarm(signal, sensitivity, locked)
        return {
            "signal": self.number(signal),
            "gain": self.number(gain(sensitivity, locked)),
            "alarm": self.number(level),
            "side": self.words["below" if level < BEARABLE else "above"],
            "plain": self.number(alarm(signal, 1.0, False)),
        }

    def table(self) -> Table:
        signal, sensitivity = self.start["signal"], self.start["sensitivity"]
        rows = [
            [
                self.words[name],
                self.number(signal),
                self.number(gain(sensitivity, locked)),
                self.number(alarm(signal, sensitivity, locked)),
            ]
            for name, locked in (("locked", True), ("moving", False))
        ]
        return self.words["table"]["header"], rows
