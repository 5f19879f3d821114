"""The report as files: pages, CSV for a spreadsheet, JSON for other programs."""

from __future__ import annotations

import csv
import json
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

from course.reports.assess import Assessed
from course.reports.page import Page
from course.reports.paths import Parting
from course.reports.stats import SMALL, Change
from widgets.content.text import Text
from widgets.text import Lang

ITEMS = (
    "assignment", "item", "row", "n", "waits", "difficulty", "full", "point_biserial", "item_rest",
)  # fmt: skip
OPTIONS = ("assignment", "item", "row", "option", "accepted", "n", "rest")


def _n(count: int) -> int | None:
    return count if count == 0 or count >= SMALL else None


def as_json(
    found: list[Assessed], change: Change | None, day: date, partings: list[Parting] | None = None
) -> dict[str, Any]:
    """Return the report as plain data; counts from 1 to 4 are null."""

    def hide(told: Any) -> Any:
        if isinstance(told, Text):
            return told.model_dump()
        if isinstance(told, dict):
            return {
                key: _n(value) if key in ("n", "whole") and value else hide(value)
                for key, value in told.items()
            }
        return [hide(one) for one in told] if isinstance(told, list | tuple) else told

    return {
        "format": 1,
        "made": day.isoformat(),
        "smallest_group": SMALL,
        "assignments": [hide(asdict(one)) for one in found],
        "change": hide(asdict(change)) if change else None,
        "paths": [hide(asdict(one)) for one in partings or []],
    }


def item_rows(found: list[Assessed]) -> list[tuple[Any, ...]]:
    """Return a line for each item and each of its rows; ``full`` of a row is how many had it."""
    lines: list[tuple[Any, ...]] = []
    for one in found:
        for item in one.items:
            counts = (_n(item.n), item.waits)
            measures = (item.difficulty, item.full, item.point_biserial, item.item_rest)
            lines.append((one.assignment, item.id, "", *counts, *measures))
            lines += [
                (one.assignment, item.id, part.id, _n(part.n), "", part.right, part.right,
                 part.point_biserial, "")
                for part in item.parts
            ]  # fmt: skip
    return lines


def option_rows(found: list[Assessed]) -> list[tuple[Any, ...]]:
    """Return a line for each option of each row."""
    return [
        (one.assignment, item.id, part.id, option.id.lstrip("+"), int(option.accepted), option.n,
         option.rest)
        for one in found
        for item in one.items
        for part in item.parts
        for option in part.options
    ]  # fmt: skip


def write(
    folder: Path,
    found: list[Assessed],
    change: Change | None,
    langs: list[Lang],
    day: date,
    partings: list[Parting] | None = None,
) -> list[Path]:
    """Write all files into ``folder`` and return their paths. Raises ``OSError``."""
    folder.mkdir(parents=True, exist_ok=True)
    texts = {f"report.{lang}.html": Page(lang).html(found, change, day, partings) for lang in langs}
    told = json.dumps(
        as_json(found, change, day, partings), ensure_ascii=False, indent=1, allow_nan=False
    )
    texts["report.json"] = told + "\n"
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
    tables = {
        "items.csv": (ITEMS, item_rows(found)),
        "options.csv": (OPTIONS, option_rows(found)),
    }
    for name, (head, rows) in tables.items():
        with (folder / name).open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([head, *rows])
    return [folder / name for name in (*texts, *tables)]
