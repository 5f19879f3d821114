"""The style of a page: the site's own, and of the widgets' what the page has."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import tinycss2

from widgets.base import STYLE

HERE = Path(__file__).parent / "frontend"
PLACE = "/* style */"
"""Where a template wants the style: what it must hold is known when the page is whole."""

_NAMED = re.compile(r"\bsa-\w[\w-]*")
_FUNCTION = re.compile(r":[\w-]+\([^()]*\)")
_CLASS = re.compile(r"\.(sa-[\w-]+)")


@dataclass(frozen=True)
class _Rule:
    """Selectors, each with the widget classes that it needs, and what they set."""

    selectors: tuple[tuple[str, frozenset[str]], ...]
    content: str


@dataclass(frozen=True)
class _Group:
    """A condition (``@media``) around rules."""

    head: str
    rules: tuple[_Rule | _Group | str, ...]


def styled(html: str) -> str:
    """Return a whole page with its style in the place that the template left.

    Of the widgets' rules it keeps those whose classes the page, or a script in it, names; a name
    that a script goes on from (``sa-person-``) keeps all that begin so.
    """
    named = set(_NAMED.findall(html))
    begun = tuple(name for name in named if name.endswith(("-", "_")))
    return html.replace(PLACE, _text(_rules(), named, begun), 1)


def _text(rules: tuple[_Rule | _Group | str, ...], named: set[str], begun: tuple[str, ...]) -> str:
    out = []
    for rule in rules:
        if isinstance(rule, str):
            out.append(rule)
        elif isinstance(rule, _Group):
            if inner := _text(rule.rules, named, begun):
                out.append(f"{rule.head}{{{inner}}}")
        else:
            kept = [
                selector
                for selector, needs in rule.selectors
                if all(name in named or name.startswith(begun) for name in needs)
            ]
            if kept:
                out.append(f"{','.join(kept)}{{{rule.content}}}")
    return "".join(out)


@cache
def _rules() -> tuple[_Rule | _Group | str, ...]:
    css = STYLE + "".join(p.read_text("utf-8") for p in sorted(HERE.glob("*.css")))
    return _read(tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True))


def _read(nodes: list[tinycss2.ast.Node]) -> tuple[_Rule | _Group | str, ...]:
    found: list[_Rule | _Group | str] = []
    for node in nodes:
        if node.type == "qualified-rule":
            selectors = tuple((text, _needs(text)) for text in _selectors(node.prelude))
            found.append(_Rule(selectors, _small(node.content)))
        elif node.type == "at-rule" and node.lower_at_keyword in {"media", "supports"}:
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            head = f"@{node.lower_at_keyword} {_small(node.prelude)}"
            found.append(_Group(head, _read(inner)))
        elif node.type == "error":
            raise ValueError(f"style, line {node.source_line}: {node.message}")
        else:
            found.append(node.serialize())
    return tuple(found)


def _selectors(prelude: list[tinycss2.ast.Node]) -> list[str]:
    parts: list[list[tinycss2.ast.Node]] = [[]]
    for token in prelude:
        if token == ",":
            parts.append([])
        else:
            parts[-1].append(token)
    return [_small(part) for part in parts]


def _needs(selector: str) -> frozenset[str]:
    """Return the classes without which ``selector`` finds nothing; those in ``:is()`` may lack."""
    plain = selector
    while (shorter := _FUNCTION.sub("", plain)) != plain:
        plain = shorter
    return frozenset(_CLASS.findall(plain))


def _small(nodes: list[tinycss2.ast.Node]) -> str:
    kept = [node for node in nodes if node.type != "comment"]
    return re.sub(r"\s+", " ", tinycss2.serialize(kept)).strip()
