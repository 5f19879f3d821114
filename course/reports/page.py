"""The report as one page in one language: no script, no request, readable without a server."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from babel.dates import format_date
from jinja2 import Environment, FileSystemLoader, select_autoescape
from markdown_it import MarkdownIt
from markupsafe import Markup

from course.reports import pictures
from course.reports.assess import Assessed, Item
from course.reports.paths import Parting
from course.reports.pictures import percent
from course.reports.stats import SMALL, Change, Quartiles
from widgets.base import FRONTEND
from widgets.content.text import Text
from widgets.text import Lang, number, words_beside

HERE = Path(__file__).parent
Row = tuple[str, ...]


class Page:
    """Writes reports in one language."""

    def __init__(self, lang: Lang) -> None:
        self.lang = lang
        self.words = words_beside(HERE / "words.yaml", lang)

    def html(
        self,
        found: list[Assessed],
        change: Change | None,
        day: date,
        partings: list[Parting] | None = None,
    ) -> str:
        """Return the whole page."""
        env = Environment(
            loader=FileSystemLoader(HERE), autoescape=select_autoescape(), trim_blocks=True
        )
        style = "".join(
            path.read_text("utf-8") for path in (FRONTEND / "tokens.css", HERE / "report.css")
        )
        line = MarkdownIt("zero").enable("emphasis")
        told = format_date(day, "long", locale="nb" if self.lang == "nb" else "en_GB")
        return env.get_template("report.html").render(
            lang=self.lang,
            words=self.words,
            style=Markup(style),
            made=self.words["made"].format(day=told),
            masking=self.words["masking"].format(small=SMALL),
            guide=[Markup(line.renderInline(text)) for text in self.words["guide"]],
            assignments=[self._assignment(one) for one in found],
            change=self._change(change) if change else None,
            paths=[self._parting(one) for one in partings or []],
        )

    def _text(self, text: Text | None, otherwise: str) -> str:
        return text.in_(self.lang) if text else str(self.words.get(otherwise, otherwise))

    def _number(self, value: float | None, digits: int = 2) -> str:
        return str(self.words["none"]) if value is None else number(value, self.lang, digits)

    def _percent(self, value: float | None) -> str:
        return percent(value, self.lang, self.words)

    def _count(self, value: int | None) -> str:
        return str(self.words["hidden"]).format(small=SMALL) if value is None else str(value)

    def _assignment(self, one: Assessed) -> dict[str, Any]:
        words = {**self.words, "hidden": self.words["hidden"].format(small=SMALL)}
        names = ("no", "item", "by", "n", "waits", "solved", "full", "biserial", "rest")
        scatter = pictures.items(one, self.lang, words, f"{one.assignment}-items")
        return {
            "id": one.assignment,
            "title": self._text(one.title, one.assignment),
            "summary": self._summary(one),
            "spread": Markup(pictures.spread(one, words, f"{one.assignment}-spread"))
            if one.shares
            else "",
            "bins": pictures.bins(one, words),
            "heads": [self.words[name] for name in names],
            "items": [self._item(n, item) for n, item in enumerate(one.items, 1)],
            "scatter": Markup(scatter),
            "dots": [
                (str(n), self._percent(item.difficulty), self._number(item.item_rest))
                for n, item in enumerate(one.items, 1)
            ],
            "parts": [self._parts(item) for item in one.items if item.parts],
            "graders": [
                (
                    self._text(next((i.text for i in one.items if i.id == name), None), name),
                    str(each.n) if each.n >= SMALL else self._count(None),
                    self._percent(each.same),
                    self._number(each.kappa),
                    self._number(each.weighted),
                )
                for name, each in one.graders.items()
            ],
        }

    def _summary(self, one: Assessed) -> list[Row]:
        words = self.words
        alpha = words["none"]
        if one.alpha:
            value, low, high = (self._number(part) for part in one.alpha)
            alpha = words["interval"].format(value=value, low=low, high=high)
        return [
            (words["learners"], self._count(one.n if one.n >= SMALL else None)),
            (words["whole"], self._count(one.whole if one.whole >= SMALL else None)),
            (words["mean"], self._percent(one.mean)),
            (words["alpha"], alpha),
            (words["elapsed"], self._middle(one.elapsed, "hours")),
            (words["margin"], self._middle(one.margin, "days")),
            (words["late"], words["none"] if one.margin.median is None else self._count(one.late)),
        ]

    def _middle(self, of: Quartiles, unit: str) -> str:
        if of.median is None:
            return str(self.words["none"])
        told = {name: self._number(getattr(of, name), 1) for name in ("median", "low", "high")}
        return str(self.words[unit]).format(**told)

    def _item(self, place: int, item: Item) -> Row:
        rest = self._number(item.item_rest)
        if item.item_rest is not None and item.item_rest <= 0:
            rest = f"{rest} ({self.words['look']})"
        return (
            str(place),
            self._text(item.text, item.id),
            self.words["person" if item.by_hand else "key"],
            self._count(item.n if item.n >= SMALL else None),
            str(item.waits),
            self._percent(item.difficulty),
            self._percent(item.full),
            self._number(item.point_biserial),
            rest,
        )

    def _parts(self, item: Item) -> dict[str, Any]:
        words = self.words
        heads = ("option", "accepted", "chosen_by", "rest_of")
        return {
            "title": words["rows"].format(item=self._text(item.text, item.id)),
            "heads": [words[name] for name in ("row", "n", "right", "biserial")],
            "rows": [
                (
                    self._text(part.text, part.id),
                    self._count(part.n if part.n >= SMALL else None),
                    self._percent(part.right),
                    self._number(part.point_biserial),
                )
                for part in item.parts
            ],
            "options": [
                {
                    "title": self._text(part.text, part.id),
                    "heads": [words[name] for name in heads],
                    "rows": [
                        (
                            self._text(option.text, option.id),
                            words["yes"] if option.accepted else words["none"],
                            self._count(option.n),
                            self._percent(option.rest),
                        )
                        for option in part.options
                    ],
                }
                for part in item.parts
                if part.options
            ],
        }

    def _parting(self, one: Parting) -> dict[str, Any]:
        words = self.words
        return {
            "title": words["parting"].format(
                case=one.title.in_(self.lang), side=words[f"side_{one.side}"], step=one.step
            ),
            "heads": [words["choice"], words["quality"], words["chosen_by"], words["share"]],
            "rows": [
                (
                    way.text.in_(self.lang),
                    words[f"quality_{way.quality}"],
                    self._count(way.n),
                    self._percent(None if way.n is None else way.n / one.n),
                )
                for way in one.ways
            ],
        }

    def _change(self, found: Change) -> list[Row]:
        words = self.words
        rows: list[Row] = [(words["pairs"], self._count(found.n if found.n >= SMALL else None))]
        if found.change is not None and found.low is not None and found.high is not None:
            value, low, high = (
                self._number(100 * part, 1) for part in (found.change, found.low, found.high)
            )
            rows += [
                (words["before"], self._percent(found.before)),
                (words["after"], self._percent(found.after)),
                (words["changed"], words["interval"].format(value=value, low=low, high=high)),
            ]
        return rows
