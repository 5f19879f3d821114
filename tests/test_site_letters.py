"""Pages are kept by browsers in one byte a letter, and say the same."""

from __future__ import annotations

import json
from html import unescape
from urllib.request import urlopen

import tinycss2
from hypothesis import given
from hypothesis import strategies as st

from course.site.letters import one_byte
from widgets.hosted import escaped

# What is no letter in Unicode (Cn) has no name in HTML either.
LETTERS = st.text(st.characters(exclude_categories=["Cs", "Cn"], exclude_characters="<>&\"'\\\r\0"))


@given(LETTERS)
def test_text_says_the_same(text: str) -> None:
    written = one_byte(f'<p title="{text}">{text}</p>')
    written.encode("latin1")
    assert unescape(written) == f'<p title="{text}">{text}</p>'


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_json_says_the_same(text: str) -> None:
    told = json.dumps(text, ensure_ascii=False).replace("<", "\\u003c")
    page = one_byte(f'<script type="application/json">{told}</script>')
    page.encode("latin1")
    assert json.loads(page.partition(">")[2].rpartition("<")[0]) == text
    assert escaped(told) == page.partition(">")[2].rpartition("<")[0]


def test_style_says_the_same() -> None:
    page = one_byte('<style>a::before { content: "✓ – 5" }</style>')
    page.encode("latin1")
    strings = [
        token.value
        for rule in tinycss2.parse_stylesheet(page[7:-8])
        for token in rule.content
        if token.type == "string"
    ]
    assert strings == ["✓ – 5"]


def test_a_script_that_runs_is_left_as_its_hash_knows_it() -> None:
    assert one_byte('<script>"–"</script>–') == '<script>"–"</script>&#8211;'


def test_every_page_is_written_so(site: str) -> None:
    for path in ("nb/", "nb/04-sensitisation-and-attention/", "en/glossary/", "nb/search/", "nb/x"):
        try:
            with urlopen(site + path) as answer:
                body = answer.read()
        except OSError as missing:
            body = missing.read()  # type: ignore[attr-defined]
        found = {letter for letter in body.decode() if ord(letter) > 255}
        assert not found, path
