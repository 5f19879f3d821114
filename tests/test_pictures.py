"""A printed picture is made short, and shows what matplotlib drew."""

from __future__ import annotations

import io
import re
from xml.etree import ElementTree

from matplotlib.backends.backend_svg import FigureCanvasSVG

from widgets.style import look, new_figure, svg

WORDS = 'Hun sa "ja" – og ble'


def names(root: ElementTree.Element) -> list[str]:
    drawn = [each.tag.rpartition("}")[2] for each in root.iter()]
    return [name for name in drawn if name in {"path", "use", "text", "clipPath", "rect"}]


def texts(root: ElementTree.Element) -> list[str]:
    return [each.text or "" for each in root.iter() if each.tag.endswith("}text")]


def test_only_what_says_nothing_is_left_out() -> None:
    figure = new_figure()
    with look():
        axes = figure.add_subplot()
        axes.plot([0, 1, 2], [0, 1, 0], "o--", label=WORDS)
        axes.fill_between([0, 1, 2], [0, 1, 0], alpha=0.2)
        axes.text(1, 1, WORDS, rotation=30)
        axes.legend()
        held = io.StringIO()
        canvas = FigureCanvasSVG(figure)
        canvas.print_svg(held)  # type: ignore[no-untyped-call]
    whole = ElementTree.fromstring(held.getvalue())
    short = svg(figure, "a", "b", "c")
    made = ElementTree.fromstring(short)
    assert names(made) == names(whole)
    assert texts(made) == texts(whole)
    assert texts(made).count(WORDS) == 2
    assert "rotate(-30" in short and "rotate(-0" not in short
    assert "<g>" not in short and short.count("<g ") == short.count("</g>")
    assert re.search(r"font-family: 'DejaVu Sans', sans-serif[;\"]", short)
    assert len(short) < 0.65 * len(held.getvalue())
