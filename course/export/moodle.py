"""The item bank as Moodle XML: a question category for each module.

The format is Moodle's own (docs.moodle.org, "Moodle XML format"). A quiz item becomes the question
type that scores it most alike; what a type has no place for (feedback on each pair or step) is said
in the general feedback.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from xml.etree import ElementTree as ET

from course.export.items import Section, figure, notes, unit_of
from course.export.xml import document, element
from widgets.content.quiz import (
    Classify,
    Match,
    Numeric,
    Order,
    QuizItem,
    Several,
    Single,
    TrueFalse,
)
from widgets.text import Lang

FAR = 1_000_000.0
"""How far from the answer a number still gets the feedback for too low, or too high."""
_TYPES = {
    "single": "multichoice",
    "several": "multichoice",
    "truefalse": "truefalse",
    "numeric": "numerical",
    "order": "ordering",
    "match": "matching",
    "classify": "matching",
}


def moodle_xml(title: str, sections: Iterable[Section], lang: Lang) -> bytes:
    """Return the questions of ``sections`` as one file to import into a question bank."""
    quiz = element("quiz")
    for section in sections:
        # A slash parts categories in a path; two are one in a name.
        place = f"$course$/top/{_named(title)}/{_named(section.title)}"
        quiz.append(
            element("question", {"type": "category"}, element("category", {}, _text(place)))
        )
        for item in section.items:
            quiz.append(_question(item, lang))
    return document(quiz)


def _named(text: str) -> str:
    return text.replace("/", "//")


def _text(text: str) -> ET.Element:
    return element("text", {}, text)


def _html(tag: str, text: str, **more: str) -> ET.Element:
    return element(tag, {"format": "html", **more}, _text(text))


def _p(text: str) -> str:
    return f"<p>{escape(text, quote=False)}</p>" if text else ""


def _question(item: QuizItem, lang: Lang) -> ET.Element:
    said = _p(item.explanation.in_(lang)) if item.explanation else ""
    if isinstance(item, (Order, Match, Classify)):
        rows = "".join(
            f"<li><strong>{escape(part, quote=False)}</strong>: {escape(text, quote=False)}</li>"
            for part, text in notes(item, lang)
        )
        said += f"<ul>{rows}</ul>"
    prompt = item.prompt.in_(lang) + (unit_of(item, lang) if isinstance(item, Numeric) else "")
    question = element(
        "question",
        {"type": _TYPES[item.kind]},
        element("name", {}, _text(item.id)),
        _html("questiontext", _p(prompt)),
        _html("generalfeedback", said),
        element("defaultgrade", {}, "1"),
        element("penalty", {}, "0"),
        element("hidden", {}, "0"),
        element("idnumber", {}, f"{item.id}-{lang}"),
    )
    question.extend(_answers(item, lang))
    return question


def _answer(share: float, text: str, feedback: str, *more: ET.Element, html: bool) -> ET.Element:
    return element(
        "answer",
        {"fraction": f"{100 * share:.7g}", "format": "html" if html else "moodle_auto_format"},
        _text(_p(text) if html else text),
        _html("feedback", _p(feedback)),
        *more,
    )


def _answers(item: QuizItem, lang: Lang) -> list[ET.Element]:
    if isinstance(item, (Single, Several)):
        right = sum(option.right for option in item.options)
        # A wrong choice takes away what a right one gives; Moodle never lets the sum be below 0.
        wrong = 0.0 if isinstance(item, Single) else -1 / right
        return [
            element("single", {}, "true" if isinstance(item, Single) else "false"),
            element("shuffleanswers", {}, "true"),
            element("answernumbering", {}, "none"),
            *(
                _answer(
                    1 / right if option.right else wrong,
                    option.text.in_(lang),
                    option.feedback.in_(lang),
                    html=True,
                )
                for option in item.options
            ),
        ]
    if isinstance(item, TrueFalse):
        said = {True: item.feedback.when_true, False: item.feedback.when_false}
        return [
            _answer(
                float(item.answer is value), str(value).lower(), said[value].in_(lang), html=False
            )
            for value in (True, False)
        ]
    if isinstance(item, Numeric):
        return _numbers(item, lang)
    if isinstance(item, Order):
        return [
            element("layouttype", {}, "VERTICAL"),
            element("selecttype", {}, "ALL"),
            element("selectcount", {}, "0"),
            # Each step by its place among the others, not all or nothing.
            element("gradingtype", {}, "LONGEST_ORDERED_SUBSET"),
            element("showgrading", {}, "SHOW"),
            element("numberingstyle", {}, "none"),
            *(
                element(
                    "answer",
                    {"fraction": f"{n:.7f}", "format": "html"},
                    _text(_p(step.text.in_(lang))),
                )
                for n, step in enumerate(item.steps, 1)
            ),
        ]
    if isinstance(item, Match):
        pairs = [(pair.left.in_(lang), pair.right.in_(lang)) for pair in item.pairs]
    else:
        places = {category.id: category.text.in_(lang) for category in item.categories}
        pairs = [(card.text.in_(lang), places[card.category]) for card in item.cards]
        # A category that no card belongs to is still one to choose.
        used = {right for _, right in pairs}
        pairs += [("", text) for text in places.values() if text not in used]
    return [
        element("shuffleanswers", {}, "true"),
        *(
            element(
                "subquestion",
                {"format": "html"},
                _text(_p(left)),
                element("answer", {}, _text(right)),
            )
            for left, right in pairs
        ),
    ]


def _numbers(item: Numeric, lang: Lang) -> list[ET.Element]:
    def number(share: float, value: float, around: float, feedback: str) -> ET.Element:
        tolerance = element("tolerance", {}, figure(around))
        return _answer(share, figure(value), feedback, tolerance, html=False)

    # Moodle takes the first that fits, so the ranges may touch.
    low, high = item.answer - item.tolerance, item.answer + item.tolerance
    return [
        number(1, item.answer, item.tolerance, item.feedback.right.in_(lang)),
        number(0, low - FAR, FAR, item.feedback.low.in_(lang)),
        number(0, high + FAR, FAR, item.feedback.high.in_(lang)),
    ]
