"""The volume knob: the same signal from the body, amplified more or less on its way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import traitlets

from widgets.models.volume_knob import BEARABLE, alarm, gain
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, new_figure
from widgets.text import number

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

    def picture(self) -> Figure:
        figure = new_figure(height=3.2)
        axes = figure.add_subplot()
        x = np.linspace(0, 10, 60)
        lines = (
            (self.start["sensitivity"], True, self.words["locked"]),
            (self.start["sensitivity"], False, self.words["moving"]),
        )
        for n, (sensitivity, locked, label) in enumerate(lines):
            y = [alarm(value, sensitivity, locked) for value in x]
            axes.plot(x, y, color=COLOURS[n], linestyle=("-", "--")[n], label=label)
        axes.axhline(BEARABLE, color="#76807f", linewidth=1.2)
        axes.annotate(self.words["bearable"], (10, BEARABLE), ha="right", va="bottom", fontsize=9)
        here = self.start["signal"]
        axes.plot([here], [alarm(here, self.start["sensitivity"], self.start["locked"])], "o")
        axes.set(xlabel=self.words["x_label"], ylabel=self.words["y_label"], ylim=(0, 10))
        axes.legend(frameon=False, title=self.words["attention"], loc="upper left")
        return figure

    def describe(self) -> str:
        signal, sensitivity, locked = (self.start[k] for k in ("signal", "sensitivity", "locked"))
        level = alarm(signal, sensitivity, locked)
        return str(self.words["describe"]).format(
            signal=number(signal, self.lang, 1),
            gain=number(gain(sensitivity, locked), self.lang, 1),
            alarm=number(level, self.lang, 1),
            side=self.words["below" if level < BEARABLE else "above"],
            plain=number(alarm(signal, 1.0, False), self.lang, 1),
        )

    def table(self) -> Table:
        signal, sensitivity = self.start["signal"], self.start["sensitivity"]
        rows = [
            [
                self.words[name],
                number(gain(sensitivity, locked), self.lang, 1),
                number(alarm(signal, sensitivity, locked), self.lang, 1),
            ]
            for name, locked in (("locked", True), ("moving", False))
        ]
        return self.words["table"]["header"], rows
