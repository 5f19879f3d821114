"""The same module for all contestants: its text, as a stock notebook and as a bare page."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

import nbformat
from bs4 import BeautifulSoup
from nbformat import NotebookNode

ROOT = Path(__file__).resolve().parents[2]
SLUG = "04-sensitisation-and-attention"
LANG = "nb"
STOCK = Path(__file__).with_name("stock.ipynb")
"""The figures as an ordinary author writes them: interact, matplotlib, our reference models."""
FIGURE = (
    '<div class="figure"><input type="range" min="0" max="100" value="50" '
    "oninput=\"document.querySelector('circle').setAttribute('cx',this.value)\">"
    '<svg viewBox="0 0 100 10"><circle cx="50" cy="5" r="4"/></svg></div>'
)
"""A bare page's one slider and one mark, moved by one line of script: by the same yardstick as the
others it answers."""


def module_notebook() -> NotebookNode:
    """Return the module's own notebook, the source of the text that all contestants show."""
    return nbformat.read(ROOT / "modules" / SLUG / f"{LANG}.ipynb", as_version=4)


def stock_notebook(module: NotebookNode, figures: NotebookNode) -> NotebookNode:
    """Return ``module`` as a stock notebook: its text, and ``figures`` in place of its widgets.

    A code cell of ``figures`` goes where the module has a cell of the same id; its setup (cell id
    ``setup``) comes first, and figures without a place of their own come last. Quizzes, cases
    and cards are left out, which favours the stock page.
    """
    drawn = {cell.id: cell for cell in figures.cells if cell.cell_type == "code"}
    cells = [drawn.pop("setup")]
    for cell in module.cells:
        if cell.cell_type == "markdown":
            cells.append(cell)
        elif cell.id in drawn:
            cells.append(drawn.pop(cell.id))
    return nbformat.v4.new_notebook(
        cells=[*cells, *drawn.values()], metadata=dict(figures.metadata)
    )


def static_page(html: str, lang: str) -> str:
    """Return the text of one of our pages as a bare page, whose one slider moves one dot.

    The text is all that can be read without a script: that of figures, cases, quizzes and cards
    too. The slider stands where ours has what answers first, or before the text.
    """
    main = BeautifulSoup(html, "html.parser").main
    assert main is not None
    first = main.select_one("[data-widget]:has(> script:not([type]))")
    first = first or main.select_one("[data-widget]")
    (first.insert_before if first else partial(main.insert, 0))("SLIDER")
    for each in main(["script", "svg", "style", "button", "input"]):
        each.decompose()
    for each in main("noscript"):
        each.unwrap()
    for each in main(True):
        each.attrs = {name: each[name] for name in ("id", "href") if name in each.attrs}
    text = main.decode_contents().replace("SLIDER", FIGURE, 1)
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        '<link rel="icon" href="data:,"><title>Module</title>'
        "<style>body{max-width:46rem;margin:auto;font:1.1rem/1.6 sans-serif}</style></head><body>"
        f"{text}</body></html>"
    )


def write_stock(folder: Path) -> Path:
    """Write the stock notebook into ``folder`` and return its path."""
    path = folder / "module.ipynb"
    nbformat.write(stock_notebook(module_notebook(), nbformat.read(STOCK, as_version=4)), path)
    return path


def write_course(folder: Path) -> Path:
    """Write a course with the measured module alone, as the others serve one notebook."""
    course = folder / "course" / "modules"
    shutil.copytree(
        ROOT / "modules", course, ignore=lambda _, names: [n for n in names if _other(n)]
    )
    return course.parent


def _other(name: str) -> bool:
    return name[:2].isdigit() and name != SLUG


def write_static(folder: Path, html: str) -> Path:
    """Write our page ``html`` as a bare one into ``folder`` and return its path."""
    path = folder / "index.html"
    path.write_text(static_page(html, LANG), "utf-8")
    return path
