"""From the text of a cell to HTML, with the glossary's terms linked where they first appear."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html import escape

from markdown_it import MarkdownIt
from markdown_it.token import Token

from course.schema import Term
from widgets.text import Lang

FOLLOWS = re.compile(r'<span data-follows="([\w-]+)" data-value="(\w+)">([^<\s][^<]*)</span>')
"""A number that follows a figure: the one piece of HTML that an author may write."""
_OPENS, _CLOSES = "\ue000", "\ue001"
"""Stand for its two ends while the text is read as Markdown; nobody writes them."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@dataclass
class Linker:
    """Links each glossary term at its first appearance on one page.

    ``glossary`` is the address of the glossary page as seen from the page.
    """

    terms: list[Term]
    lang: Lang
    glossary: str
    linked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._by_form = {
            form.casefold(): term for term in self.terms for form in term.spellings(self.lang)
        }
        forms = sorted(self._by_form, key=len, reverse=True)
        either = "|".join(re.escape(form) for form in forms)
        self._pattern = re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.I) if forms else None

    def html(self, text: str) -> str:
        """Return ``text`` as HTML, with the terms that are new on the page as links."""
        if self._pattern is None:
            return escape(text, quote=False)
        out, end = [], 0
        for match in self._pattern.finditer(text):
            term = self._by_form[match[0].casefold()]
            if term.id in self.linked:
                continue
            self.linked.append(term.id)
            out += [escape(text[end : match.start()], quote=False), self._link(match[0], term)]
            end = match.end()
        return "".join(out) + escape(text[end:], quote=False)

    def _link(self, shown: str, term: Term) -> str:
        tip = f"term-{term.id}"
        return (
            f'<span class="term"><a href="{escape(self.glossary)}#{term.id}"'
            f' aria-describedby="{tip}">{escape(shown, quote=False)}</a>'
            f'<span class="term__tip" role="tooltip" id="{tip}">'
            f"{escape(term.definition.in_(self.lang), quote=False)}</span></span>"
        )


def prose(source: str, linker: Linker | None = None) -> str:
    """Return Markdown as HTML. HTML in the source is shown as text; only FOLLOWS is passed on."""
    places = iter(FOLLOWS.findall(source))
    tokens = _MARKDOWN.parse(FOLLOWS.sub(rf"{_OPENS}\3{_CLOSES}", source))
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type != "inline" or token.children is None:
            continue
        token.children = _external(token.children)
        token.children = _kept_together(token.children)
        if linker and before and before.type == "paragraph_open":
            token.children = _with_terms(token.children, linker)
    html: str = _MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {})
    for figure, value, _ in places:
        html = html.replace(_OPENS, f'<span data-follows="{figure}" data-value="{value}">', 1)
    html = html.replace(_CLOSES, "</span>")
    return html.replace("<table>", '<div class="table" tabindex="0"><table>').replace(
        "</table>", "</table></div>"
    )


def _external(children: list[Token]) -> list[Token]:
    for child in children:
        if child.type == "link_open" and str(child.attrGet("href")).startswith("http"):
            child.attrSet("rel", "noopener noreferrer")
    return children


def _kept_together(children: list[Token]) -> list[Token]:
    """Keep a number and its % on one line, as bokmål writes them with a space between."""
    for child in children:
        if child.type == "text":
            child.content = re.sub(r"(?<=\d) (?=[%‰])", "\u00a0", child.content)
    return children


def _with_terms(children: list[Token], linker: Linker) -> list[Token]:
    out: list[Token] = []
    depth = 0
    for child in children:
        depth += {"link_open": 1, "link_close": -1}.get(child.type, 0)
        if child.type == "text" and depth == 0:
            linked = Token("html_inline", "", 0)
            linked.content = linker.html(child.content)
            out.append(linked)
        else:
            out.append(child)
    return out
