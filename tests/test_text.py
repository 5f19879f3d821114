"""Words come in both languages, numbers as each language writes them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from widgets.text import LANGS, localize, number, words_beside

YAMLS = sorted((Path(__file__).parents[1] / "widgets").rglob("*.yaml"))


def test_a_tree_is_told_in_one_language() -> None:
    tree = {"a": {"nb": "hei", "en": "hello"}, "b": [{"nb": "to", "en": "two"}, 3], "c": {}}
    assert localize(tree, "nb") == {"a": "hei", "b": ["to", 3], "c": {}}
    assert localize(tree, "en") == {"a": "hello", "b": ["two", 3], "c": {}}


@pytest.mark.parametrize("pair", [{"nb": "hei"}, {"nb": "hei", "en": " "}, {"en": "hello"}])
def test_a_text_in_one_language_is_refused_with_its_place(pair: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"^a\.b\[0\]: no text for"):
        localize({"a": {"b": [pair]}}, "nb")


@pytest.mark.parametrize("path", YAMLS, ids=lambda p: p.stem)
def test_every_widget_has_its_words_in_both_languages(path: Path) -> None:
    nb, en = (words_beside(path, lang) for lang in LANGS)
    assert nb.keys() == en.keys()


@pytest.mark.parametrize(
    ("value", "digits", "nb", "en"),
    [
        (28.5, 1, "28,5", "28.5"),
        (-1.25, 2, "−1,25", "−1.25"),
        (-0.01, 1, "0,0", "0.0"),
        (1.25, 1, "1,3", "1.3"),
    ],
)
def test_a_number_follows_the_language(value: float, digits: int, nb: str, en: str) -> None:
    assert (number(value, "nb", digits), number(value, "en", digits)) == (nb, en)


@given(st.floats(-1e6, 1e6), st.integers(0, 3))
def test_the_languages_differ_in_the_decimal_sign_only(value: float, digits: int) -> None:
    assert number(value, "nb", digits).replace(",", ".") == number(value, "en", digits)
