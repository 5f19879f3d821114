"""From the text of a cell to HTML, with the glossary's terms linked where they first appear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.token import Token

from course.schema import Term
from course.site.foreign import Foreign
from widgets.text import Lang

FOLLOWS = re.compile(r'<span data-follows="([\w-]+)" data-value="(\w+)">([^<\s][^<]*)</span>')
"""A number that follows a figure: the one piece of HTML that an author may write."""
_OPENS, _CLOSES = "\ue000", "\ue001"
"""Stand for its two ends while the text is read as Markdown; nobody writes them."""
_APART = re.compile(rf"(?<=[\d{_CLOSES}]) (?=[%‰])")

_TABLE = (
    '<div class="table" role="group" aria-label="{name}" tabindex="0"><table aria-label="{name}">'
)
"""A table that can be scrolled by itself where the page is narrow, by keyboard too."""

_MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])


@dataclass
class Linker:
    """Links each glossary term at its first appearance on one page.

    ``glossary`` is the address of the glossary page as seen from the page; ``foreign`` marks the
    words of the other language.
    """

    terms: list[Term]
    lang: Lang
    glossary: str
    foreign: Foreign | None = None
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
            return self._plain(text)
        out, end = [], 0
        for match in self._pattern.finditer(text):
            term = self._by_form[match[0].casefold()]
            if term.id in self.linked:
                continue
            self.linked.append(term.id)
            out += [self._plain(text[end : match.start()]), self._link(match[0], term)]
            end = match.end()
        return "".join(out) + self._plain(text[end:])

    def _plain(self, text: str) -> str:
        return self.foreign.html(text) if self.foreign else escape(text, quote=False)

    def _link(self, shown: str, term: Term) -> str:
        tip = f"term-{term.id}"
        return (
            f'<span class="term"><a href="{escape(self.glossary)}#{term.id}"'
            f' aria-describedby="{tip}">{self._plain(shown)}</a>'
            f'<span class="term__tip" role="tooltip" id="{tip}">'
            f"{self._plain(term.definition.in_(self.lang))}</span></span>"
        )


def prose(source: str, linker: Linker | None = None, foreign: Foreign | None = None) -> str:
    """Return Markdown as HTML. HTML in the source is shown as text; only FOLLOWS is passed on."""
    foreign = foreign or (linker.foreign if linker else None)
    places = iter(FOLLOWS.findall(source))
    tokens = _MARKDOWN.parse(FOLLOWS.sub(rf"{_OPENS}\3{_CLOSES}", source))
    _name_rows(tokens)
    names = list(_names_of_tables(tokens))
    for before, token in zip([None, *tokens], tokens, strict=False):
        if token.type != "inline" or token.children is None:
            continue
        token.children = _external(token.children)
        token.children = _kept_together(token.children)
        if linker and before and before.type == "paragraph_open":
            token.children = _with_terms(token.children, linker)
        if foreign:
            token.children = foreign.marked(token.children)
    html = str(_MARKDOWN.renderer.render(tokens, _MARKDOWN.options, {}))
    for name in names:
        html = html.replace("<table>", _TABLE.format(name=escape(name)), 1)
    for figure, value, _ in places:
        html = html.replace(_OPENS, f'<span data-follows="{figure}" data-value="{value}">', 1)
    html = html.replace(_CLOSES, "</span>")
    return html.replace("</table>", "</table></div>")


def _names_of_tables(tokens: list[Token]) -> Iterator[str]:
    """Yield the name of each table: the heading that it stands under, or else its first head."""
    heading = ""
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            heading = _words(tokens[at + 1])
        elif token.type == "table_open":
            heads = (t for before, t in pairwise(tokens[at:]) if before.type == "th_open")
            yield heading or _words(next(heads))


def _words(inline: Token) -> str:
    texts = [child for child in inline.children or [] if child.type in ("text", "code_inline")]
    return "".join(child.content for child in texts).translate(
        {ord(_OPENS): None, ord(_CLOSES): None}
    )


def _name_rows(tokens: list[Token]) -> None:
    """Make the first cell of each row its head, and say which way each head points."""
    row_begins = False
    for token in tokens:
        if token.type == "th_open":
            token.attrSet("scope", "col")
        elif token.type == "tr_open":
            row_begins = True
        elif row_begins and token.type in ("td_open", "td_close"):
            token.tag = "th"
            if token.type == "td_open":
                token.attrSet("scope", "row")
            else:
                row_begins = False


def _external(children: list[Token]) -> list[Token]:
    for child in children:
        if child.type == "link_open" and str(child.attrGet("href")).startswith("http"):
            child.attrSet("rel", "noopener noreferrer")
    return children


def _kept_together(children: list[Token]) -> list[Token]:
    """Keep a number and its % on one line, as bokmål writes them with a space between."""
    for child in children:
        if child.type == "text":
            child.content = _APART.sub("\u00a0", child.content)
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
