"""From the book's HTML to an EPUB 3 and a tagged PDF: Pandoc converts, Typst sets."""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
import uuid
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path

from course.handbook.book import Book
from course.handbook.pictures import cover
from course.paths import PlainError
from course.site.pages import long_date

HERE = Path(__file__).parent
EXTRA = "pip install 'smerte-og-arbeid[handbook]'"
NAMESPACE = uuid.UUID("5ad1d8a6-2c28-5b0a-9f0e-0d6d7f1c9a51")
"""Of the books' identifiers; never changed."""
FEATURES = (
    "alternativeText",
    "longDescription",
    "tableOfContents",
    "structuralNavigation",
    "readingOrder",
    "displayTransformability",
)


class HandbookError(PlainError):
    """The handbook cannot be made; the message says why and what to do."""


def needed() -> None:
    """Tell at once when Pandoc or Typst is missing. Raises ``HandbookError``."""
    for name in ("bs4", "pypandoc", "typst"):
        if find_spec(name) is None:
            raise HandbookError(f"the handbook needs {name}: {EXTRA}")


def epub(book: Book) -> bytes:
    """Return the book as EPUB 3, the same bytes for the same content."""
    words = book.words
    metadata = {
        "title": [{"type": "main", "text": f"{book.title}: {book.subtitle.lower()}"}],
        "lang": book.lang,
        "date": book.day.isoformat(),
        "description": book.description,
        "rights": words["licence"],
        "identifier": f"urn:uuid:{uuid.uuid5(NAMESPACE, book.lang)}",
        "accessModes": ["textual", "visual"],
        "accessModeSufficient": ["textual"],
        "accessibilityFeatures": list(FEATURES),
        "accessibilityHazards": ["none"],
        "accessibilitySummary": words["accessibility"],
        "toc-title": words["contents"],
    }
    with tempfile.TemporaryDirectory() as held:
        folder = _lay_out(book, Path(held))
        (folder / "cover.png").write_bytes(cover(book.title, book.subtitle))
        (folder / "metadata.json").write_text(json.dumps(metadata), "utf-8")
        _pandoc(
            book,
            folder,
            *("--to", "epub3", "--output", "book.epub", "--metadata-file", "metadata.json"),
            *("--epub-cover-image", "cover.png", "--css", str(HERE / "epub.css")),
            *("--toc", "--toc-depth", "2", "--split-level", "1"),
        )
        return (folder / "book.epub").read_bytes()


def pdf(book: Book) -> bytes:
    """Return the book as a tagged PDF (PDF/UA-1), the same bytes for the same content."""
    import matplotlib
    import typst

    told = {
        "lang": book.lang,
        "title": book.title,
        "subtitle": book.subtitle,
        "description": book.description,
        "date": [book.day.year, book.day.month, book.day.day],
        "words": book.words
        | {"state": book.words["state"].format(day=long_date(book.day, book.lang))},
    }
    fonts = Path(matplotlib.get_data_path(), "fonts", "ttf")
    with tempfile.TemporaryDirectory() as held:
        folder = _lay_out(book, Path(held))
        _pandoc(book, folder, "--to", "typst", "--output", "content.typ")
        # One file: what is included does not see the definitions before it.
        content = (folder / "content.typ").read_text("utf-8")
        content = content.replace("align(center)[#table(", "align(left)[#table(")
        template = (HERE / "book.typ").read_text("utf-8")
        (folder / "book.typ").write_text(f"{template}\n{content}", "utf-8")
        try:
            return typst.compile(
                str(folder / "book.typ"),
                root=str(folder),
                font_paths=typst.Fonts(font_paths=[str(fonts)], include_system_fonts=False),
                sys_inputs={"told": json.dumps(told, ensure_ascii=False)},
                pdf_standards=["ua-1"],
            )
        except (typst.TypstError, RuntimeError, ValueError) as error:
            raise HandbookError(f"the handbook ({book.lang}) cannot be set: {error}") from None


def _lay_out(book: Book, folder: Path) -> Path:
    head = f'<!doctype html><html lang="{book.lang}"><head><meta charset="utf-8"></head><body>'
    (folder / "book.html").write_text(f"{head}{book.html}</body></html>", "utf-8")
    for name, content in book.pictures.items():
        (folder / name).write_bytes(content)
    return folder


def _pandoc(book: Book, folder: Path, *arguments: str) -> None:
    import pypandoc

    noon = datetime(book.day.year, book.day.month, book.day.day, 12, tzinfo=UTC)
    done = subprocess.run(
        [
            pypandoc.get_pandoc_path(),
            *("book.html", "--from", "html+native_divs+native_spans"),
            *("--lua-filter", str(HERE / "book.lua"), *arguments),
        ],
        cwd=folder,
        env={**os.environ, "SOURCE_DATE_EPOCH": str(int(noon.timestamp()))},
        capture_output=True,
        text=True,
    )
    if done.returncode:
        raise HandbookError(f"the handbook ({book.lang}): {done.stderr.strip()}")
