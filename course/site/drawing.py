"""Importing this draws a small picture that nobody sees: the first one costs the most.

The process that the modules' kernels are forked from imports it, so that each kernel has the
fonts, and what else matplotlib looks up once, already there.
"""

from __future__ import annotations

from widgets.style import COLOURS, SOFT, label, look, new_figure, svg


def draw() -> str:
    """Return a picture with a bit of each of what the widgets' pictures have."""
    with look():
        figure = new_figure()
        axes = figure.subplots()
        axes.fill_between([0, 1], [0, 1], color=SOFT[0])
        axes.plot([0, 1], [0, 1], color=COLOURS[0], linestyle="--", label="a")
        axes.bar([0, 1], [1, 1], color=COLOURS[1])
        axes.set(xlabel="x", ylabel="y", title="z")
        axes.legend()
        label(axes, 0, 0, "b", COLOURS[0])
    return svg(figure, "z", "", "drawing")


draw()
