"""The certificate on paper: a tagged PDF (PDF/UA-1 and PDF/A-2a), set by Typst."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any, Final, Literal

import matplotlib
import typst
from babel.dates import format_date
from babel.units import format_unit

from course.certificates.passed import Learner
from course.certificates.rule import Certified
from widgets.text import Lang, words_beside

TEMPLATE = Path(__file__).with_name("certificate.typ")
STANDARDS: Final[list[Literal["a-2a", "ua-1"]]] = ["a-2a", "ua-1"]


class PaperError(Exception):
    """The paper cannot be set; the message says why."""


def _words(lang: Lang) -> dict[str, Any]:
    return words_beside(Path(__file__).with_name("words.yaml"), lang)


def extent(certified: Certified, lang: Lang) -> str:
    """Return how many hours the course takes, as a sentence."""
    return str(_words(lang)["hours"]).format(
        hours=format_unit(certified.hours, "hour", locale=lang)
    )


def told(
    learner: Learner, lang: Lang, certified: Certified, code: str, day: date
) -> dict[str, Any]:
    """Return all that stands on the paper."""
    words, rule = _words(lang), certified.rule
    issuer = rule.issuer.name.in_(lang)
    filled = {
        "hours": extent(certified, lang),
        "day": words["day"].format(
            day=format_date(day, "d. MMMM y" if lang == "nb" else "d MMMM y", locale=lang)
        ),
        "by": words["by"].format(issuer=issuer),
        "code": words["code"].format(code=code),
        "subject": words["subject"].format(name=learner.shown),
    }
    return {
        "lang": lang,
        "title": f"{words['certificate']}: {rule.name.in_(lang)}",
        "words": {**{key: value for key, value in words.items() if key != "ui"}, **filled},
        "name": learner.shown,
        "course": rule.name.in_(lang),
        "description": rule.description.in_(lang),
        "criteria": rule.criteria.in_(lang),
        "issuer": issuer,
        "url": rule.issuer.url,
        "date": [day.year, day.month, day.day],
        "modules": [
            {
                "number": module.number,
                "heading": f"{words['module'].format(number=module.number)}. "
                + module.title.in_(lang),
                "title": module.title.in_(lang),
                "minutes": words["minutes"].format(minutes=module.minutes),
                "outcomes": [one.text.in_(lang) for one in module.objectives],
            }
            for module in certified.modules
        ],
    }


class Press:
    """Sets papers one after another; fonts are read once, and none of the machine's own."""

    def __init__(self) -> None:
        # matplotlib brings DejaVu: it has the letters that Typst's own fonts lack.
        fonts = Path(matplotlib.get_data_path(), "fonts", "ttf")
        self._fonts = typst.Fonts(font_paths=[str(fonts)], include_system_fonts=False)

    def paper(self, about: dict[str, Any]) -> bytes:
        """Return the PDF. Raises ``PaperError``."""
        try:
            return typst.compile(
                str(TEMPLATE),
                font_paths=self._fonts,
                sys_inputs={"told": json.dumps(about, ensure_ascii=False)},
                pdf_standards=[*STANDARDS],
            )
        except (typst.TypstError, RuntimeError, ValueError) as error:
            why = str(error).splitlines()[0]
            raise PaperError(f"the paper for {about['name']!r} cannot be set: {why}") from None
