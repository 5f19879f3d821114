"""The report's pictures: matplotlib's SVG, each with a text that says in words what it shows."""

from __future__ import annotations

from typing import Any

from course.reports.assess import Assessed
from widgets.style import COLOURS, QUIET, look, new_figure, svg
from widgets.text import Lang, number

CORNERS = ((6, 4), (-14, -11), (6, -12), (-14, 5))
"""Where a dot's number stands, in points; neighbours take turns."""


def percent(value: float | None, lang: Lang, words: dict[str, Any]) -> str:
    """Return a share as per cent, or a dash."""
    if value is None:
        return str(words["none"])
    # A space that does not break: bokmål has one before the sign.
    space = "\N{NO-BREAK SPACE}" if lang == "nb" else ""
    return f"{number(100 * value, lang)}{space}%"


def bins(one: Assessed, words: dict[str, Any]) -> list[tuple[str, str]]:
    """Return (tenth of the points, how many) as they are written."""
    return [
        (f"{low}–{int(low) + 10}", words["hidden"] if n is None else str(n))
        for low, n in one.shares.items()
    ]


def spread(one: Assessed, words: dict[str, Any], stem: str) -> str:
    """Return how the points are spread. Hidden bars are not drawn, but told of."""
    from matplotlib.ticker import MaxNLocator

    with look():
        figure = new_figure(6.4, 2.8)
        axes = figure.add_subplot()
        heights = [count or 0 for count in one.shares.values()]
        axes.bar([int(low) + 5 for low in one.shares], heights, width=9, color=COLOURS[0])
        for low, count in one.shares.items():
            if count is None:
                axes.text(int(low) + 5, 0, "<", ha="center", va="bottom", color=QUIET)
        axes.set_xlim(0, 100)
        axes.set_xlabel(words["share_axis"])
        axes.set_ylabel(words["count_axis"])
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    told = "; ".join(words["bar_said"].format(bin=name, n=n) for name, n in bins(one, words))
    return svg(figure, words["shares"], words["shares_said"].format(told=told), stem)


def items(one: Assessed, lang: Lang, words: dict[str, Any], stem: str) -> str:
    """Return the items by how easy they are and how they go with the rest; empty without any."""
    dots = [
        (place, item.difficulty, item.item_rest)
        for place, item in enumerate(one.items, 1)
        if item.difficulty is not None and item.item_rest is not None
    ]
    if not dots:
        return ""
    with look():
        figure = new_figure(6.4, 3.4)
        axes = figure.add_subplot()
        axes.axhline(0, color=QUIET, linewidth=1.2)
        for place, solved, rest in dots:
            colour = COLOURS[1] if rest <= 0 else COLOURS[0]
            axes.plot(100 * solved, rest, "o" if rest > 0 else "s", color=colour, markersize=7)
            near = sum(
                abs(solved - x) < 0.05 and abs(rest - y) < 0.1 for n, x, y in dots if n < place
            )
            axes.annotate(
                str(place), (100 * solved, rest), CORNERS[near % 4], textcoords="offset points"
            )
        axes.set_xlim(0, 105)
        axes.set_ylim(min(-0.2, *(rest for _, _, rest in dots)) - 0.1, 1.05)
        axes.set_xlabel(words["difficulty_axis"])
        axes.set_ylabel(words["rest_axis"])
        axes.yaxis.set_major_formatter(lambda value, _: number(value, lang, 1))
    told = "; ".join(
        words["dot_said"].format(
            n=place, solved=percent(solved, lang, words), rest=number(rest, lang, 2)
        )
        for place, solved, rest in dots
    )
    return svg(figure, words["scatter"], words["scatter_said"].format(told=told), stem)
