"""The style of a page: the site's own and the widgets', as far as the page has use for it.

A page whose first widget has a script of its own has its style twice: in the head what is needed as
far as that widget, and after it the whole. Browsers read style before they go on with the
page, and half of it is for what comes further down. The second holds the first in the same order,
so the two together style as the whole does.
"""

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
REST = "<!-- style -->"
"""Where a page wants its whole style; its head then has what is needed as far as here."""

_CLASSES = re.compile(r"""\sclass=\\?"([^"\\]*)""")
_SCRIPT = re.compile(r"<script>(.*?)</script>", re.S)
_NOSCRIPT = re.compile(r"<noscript>.*?</noscript>", re.S)
_STRING = re.compile(r"""`[^`]*`|"[^"\n]*"|'[^'\n]*'""")
_NAME = re.compile(r"[A-Za-z][\w-]*")
_STEM = re.compile(r"sa-[\w-]+[-_]|[\w-]+(--|__)")
"""A name that a script goes on from: all that begin so are meant."""
_FUNCTION = re.compile(r":[\w-]+\([^()]*\)")
_CLASS = re.compile(r"\.([A-Za-z][\w-]*)")


@dataclass(frozen=True)
class _Rule:
    """Selectors, each with the classes that it needs, and what they set."""

    selectors: tuple[tuple[str, frozenset[str]], ...]
    content: str


@dataclass(frozen=True)
class _Group:
    """A condition (``@media``, ``@container``) around rules."""

    head: str
    rules: tuple[_Rule | _Group | str, ...]


def styled(html: str) -> str:
    """Return a whole page with its style in the places that the template and the page left.

    It keeps the rules whose classes an element of the page has, or a string in a script of it; a
    name that a script goes on from (``sa-person-``) keeps all that begin so.
    """
    before, rest, after = html.partition(REST)
    head = _style(before, early=bool(rest))
    body = f"<style>{_style(html)}</style>" if rest else ""
    return f"{before.replace(PLACE, head, 1)}{body}{after}"


def _style(html: str, *, early: bool = False) -> str:
    if early:
        # Readers without scripts have the whole style when the page is there.
        html = _NOSCRIPT.sub("", html)
    named = set(_NAME.findall(" ".join(_CLASSES.findall(html))))
    strings = (text for script in _SCRIPT.findall(html) for text in _STRING.findall(script))
    told = _NAME.findall(" ".join(strings))
    # All classes that widgets give begin so; the site's own scripts come last.
    named.update(name for name in told if not early or name == "sa" or name.startswith("sa-"))
    begun = tuple(name for name in named if _STEM.fullmatch(name))
    return _text(_rules(), named, begun, paper=not early)


def _text(
    rules: tuple[_Rule | _Group | str, ...], named: set[str], begun: tuple[str, ...], paper: bool
) -> str:
    out = []
    for rule in rules:
        if isinstance(rule, str):
            out.append(rule)
        elif isinstance(rule, _Group):
            if not paper and rule.head == "@media print":
                continue
            if inner := _text(rule.rules, named, begun, paper):
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
        elif node.type == "at-rule" and node.lower_at_keyword in {"media", "supports", "container"}:
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
