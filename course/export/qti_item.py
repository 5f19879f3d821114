"""One quiz item as a QTI 3.0 item: interaction, scoring, and feedback after the answer.

Scores are the course's own (``widgets.practice.scoring``): several right ones less the wrong ones
chosen, a share for each pair. An order is right or not: QTI has no rank correlation.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from course.export.items import figure, notes, unit_of
from course.export.xml import element
from widgets.content.quiz import (
    Match,
    Numeric,
    Option,
    Order,
    QuizItem,
    Several,
    Single,
    TrueFalse,
)
from widgets.practice.scoring import pair_key
from widgets.text import Lang

_WORDS = {"nb": {True: "Sant", False: "Usant"}, "en": {True: "True", False: "False"}}


def assessment_item(item: QuizItem, lang: Lang) -> ET.Element:
    """Return the item, without a namespace on its root."""
    declaration, interaction, scoring, feedback = _parts(item, lang)
    told = list(feedback)
    if item.explanation:
        told.append(("explained", [item.explanation.in_(lang)]))
    outcomes = [
        _outcome("SCORE", "single", "float", "0"),
        _outcome("MAXSCORE", "single", "float", "1"),
        _outcome("FEEDBACK", "multiple"),
    ]
    return element(
        "qti-assessment-item",
        {
            "identifier": item.id,
            "title": item.id,
            "adaptive": "false",
            "time-dependent": "false",
            "xml:lang": lang,
        },
        declaration,
        *outcomes,
        element("qti-item-body", {}, *interaction),
        element("qti-response-processing", {}, *scoring, *_shown(item)),
        *(_modal(name, texts) for name, texts in told),
    )


def _outcome(name: str, cardinality: str, base: str = "identifier", value: str = "") -> ET.Element:
    default = element("qti-default-value", {}, element("qti-value", {}, value)) if value else None
    about = {"identifier": name, "cardinality": cardinality, "base-type": base}
    return element("qti-outcome-declaration", about, default)


def _modal(name: str, texts: Iterable[str]) -> ET.Element:
    return element(
        "qti-modal-feedback",
        {"outcome-identifier": "FEEDBACK", "identifier": name, "show-hide": "show"},
        element("qti-content-body", {}, *(element("p", {}, text) for text in texts)),
    )


def _declaration(cardinality: str, base: str, *inside: ET.Element | None) -> ET.Element:
    about = {"identifier": "RESPONSE", "cardinality": cardinality, "base-type": base}
    return element("qti-response-declaration", about, *inside)


def _correct(values: Iterable[str]) -> ET.Element:
    return element("qti-correct-response", {}, *(element("qti-value", {}, v) for v in values))


def _mapping(points: Iterable[tuple[str, float]]) -> ET.Element:
    bounds = {"lower-bound": "0", "upper-bound": "1", "default-value": "0"}
    rows = ({"map-key": key, "mapped-value": figure(value)} for key, value in points)
    return element("qti-mapping", bounds, *(element("qti-map-entry", row) for row in rows))


def _set(name: str, *value: ET.Element) -> ET.Element:
    return element("qti-set-outcome-value", {"identifier": name}, *value)


def _var(name: str) -> ET.Element:
    return element("qti-variable", {"identifier": name})


def _base(kind: str, value: str) -> ET.Element:
    return element("qti-base-value", {"base-type": kind}, value)


def _mapped() -> list[ET.Element]:
    return [_set("SCORE", element("qti-map-response", {"identifier": "RESPONSE"}))]


def _matched() -> list[ET.Element]:
    right = element(
        "qti-match", {}, _var("RESPONSE"), element("qti-correct", {"identifier": "RESPONSE"})
    )
    return [
        _either(right, [_set("SCORE", _base("float", "1"))], [_set("SCORE", _base("float", "0"))])
    ]


def _either(condition: ET.Element, then: list[ET.Element], other: list[ET.Element]) -> ET.Element:
    return element(
        "qti-response-condition",
        {},
        element("qti-response-if", {}, condition, *then),
        element("qti-response-else", {}, *other),
    )


def _shown(item: QuizItem) -> list[ET.Element]:
    """Return the rules that choose the feedback."""
    names = [_base("identifier", "explained")] if item.explanation else []
    if isinstance(item, (Single, Several, TrueFalse)):
        names.append(_var("RESPONSE"))
    elif isinstance(item, Numeric):
        low = figure(item.answer - item.tolerance)
        above = element("qti-lt", {}, _var("RESPONSE"), _base("float", low))
        right = element("qti-gt", {}, _var("SCORE"), _base("float", "0"))
        chosen = element(
            "qti-response-condition",
            {},
            element("qti-response-if", {}, right, _said("right", names)),
            element("qti-response-else-if", {}, above, _said("low", names)),
            element("qti-response-else", {}, _said("high", names)),
        )
        return [chosen]
    else:
        names.append(_base("identifier", "notes"))
    return [_set("FEEDBACK", element("qti-multiple", {}, *names))]


def _said(name: str, more: list[ET.Element]) -> ET.Element:
    return _set("FEEDBACK", element("qti-multiple", {}, *more, _base("identifier", name)))


_Parts = tuple[ET.Element, list[ET.Element], list[ET.Element], list[tuple[str, list[str]]]]


def _parts(item: QuizItem, lang: Lang) -> _Parts:
    """Return an item's response declaration, its body, its scoring and its feedback."""
    prompt = element("qti-prompt", {}, item.prompt.in_(lang))
    told = [("notes", [f"{part}: {text}" for part, text in notes(item, lang)])]
    if isinstance(item, (Single, Several)):
        return _choice(item.options, prompt, lang, many=isinstance(item, Several))
    if isinstance(item, TrueFalse):
        said = {True: item.feedback.when_true, False: item.feedback.when_false}
        body = _choices(
            [(str(v).lower(), _WORDS[lang][v]) for v in (True, False)], prompt, 1, "false"
        )
        feedback = [(str(v).lower(), [said[v].in_(lang)]) for v in (True, False)]
        key = _correct([str(item.answer).lower()])
        return _declaration("single", "identifier", key), [body], _matched(), feedback
    if isinstance(item, Numeric):
        return _number(item, lang)
    if isinstance(item, Order):
        steps = [
            element("qti-simple-choice", {"identifier": step.id}, step.text.in_(lang))
            for step in item.steps
        ]
        about = {"response-identifier": "RESPONSE", "shuffle": "true"}
        body = element("qti-order-interaction", about, prompt, *steps)
        key = _correct(step.id for step in item.steps)
        return _declaration("ordered", "identifier", key), [body], _matched(), told
    if isinstance(item, Match):
        right = pair_key([(pair.id, pair.right.nb) for pair in item.pairs])
        left = [(f"a-{pair.id}", pair.left.in_(lang)) for pair in item.pairs]
        to = [(f"b-{p.id}", p.right.in_(lang)) for p in item.pairs if p.id in right.values()]
        keys = [f"a-{pair} b-{place}" for pair, place in right.items()]
    else:
        left = [(f"a-{card.id}", card.text.in_(lang)) for card in item.cards]
        to = [(f"b-{category.id}", category.text.in_(lang)) for category in item.categories]
        keys = [f"a-{card.id} b-{card.category}" for card in item.cards]
    body = _pairs(left, to, prompt)
    points = _mapping((key, 1 / len(keys)) for key in keys)
    return _declaration("multiple", "directedPair", _correct(keys), points), [body], _mapped(), told


def _choice(options: list[Option], prompt: ET.Element, lang: Lang, *, many: bool) -> _Parts:
    right = [option.id for option in options if option.right]
    body = _choices([(o.id, o.text.in_(lang)) for o in options], prompt, 0 if many else 1, "true")
    feedback = [(o.id, [f"{o.text.in_(lang)}: {o.feedback.in_(lang)}"]) for o in options]
    if not many:
        return _declaration("single", "identifier", _correct(right)), [body], _matched(), feedback
    points = _mapping((o.id, (1 if o.right else -1) / len(right)) for o in options)
    declaration = _declaration("multiple", "identifier", _correct(right), points)
    return declaration, [body], _mapped(), feedback


def _choices(rows: list[tuple[str, str]], prompt: ET.Element, most: int, mix: str) -> ET.Element:
    return element(
        "qti-choice-interaction",
        {"response-identifier": "RESPONSE", "shuffle": mix, "max-choices": str(most)},
        prompt,
        *(element("qti-simple-choice", {"identifier": name}, text) for name, text in rows),
    )


def _pairs(
    left: list[tuple[str, str]], right: list[tuple[str, str]], prompt: ET.Element
) -> ET.Element:
    def side(rows: list[tuple[str, str]], most: int) -> ET.Element:
        return element(
            "qti-simple-match-set",
            {},
            *(
                element(
                    "qti-simple-associable-choice",
                    {"identifier": name, "match-max": str(most)},
                    text,
                )
                for name, text in rows
            ),
        )

    about = {
        "response-identifier": "RESPONSE",
        "shuffle": "true",
        "max-associations": str(len(left)),
    }
    # Each thing on the left has one place; a place may hold all of them.
    return element("qti-match-interaction", about, prompt, side(left, 1), side(right, len(left)))


def _number(item: Numeric, lang: Lang) -> _Parts:
    entry = element("qti-text-entry-interaction", {"response-identifier": "RESPONSE"})
    body = [
        element("p", {}, item.prompt.in_(lang)),
        element("p", {}, entry, unit_of(item, lang)),
    ]
    around = figure(item.tolerance)
    equal = element(
        "qti-equal",
        {"tolerance-mode": "absolute", "tolerance": f"{around} {around}"},
        _var("RESPONSE"),
        element("qti-correct", {"identifier": "RESPONSE"}),
    )
    one, none = ([_set("SCORE", _base("float", value))] for value in ("1", "0"))
    feedback = [
        (name, [getattr(item.feedback, name).in_(lang)]) for name in ("right", "low", "high")
    ]
    declaration = _declaration("single", "float", _correct([figure(item.answer)]))
    return declaration, body, [_either(equal, one, none)], feedback
