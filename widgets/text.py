"""Words in two languages: reading them, choosing one, and writing numbers as each does."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

Lang = Literal["nb", "en"]
LANGS: tuple[Lang, ...] = get_args(Lang)
COMMON = Path(__file__).with_name("common.yaml")
"""Words that many widgets share (buttons, labels); they arrive as ``words["ui"]``."""


def localize(tree: Any, lang: Lang) -> Any:
    """Return ``tree`` with every ``{nb: ..., en: ...}`` mapping replaced by the text in ``lang``.

    Raises ``ValueError`` naming the place where one language is missing or empty.
    """
    return _localize(tree, lang, "")


def _localize(tree: Any, lang: Lang, place: str) -> Any:
    if isinstance(tree, dict):
        if set(tree) & set(LANGS):
            if extra := sorted(str(key) for key in set(tree) - set(LANGS)):
                mend = "a text with a comma needs quotes"
                raise ValueError(f"{place or 'text'}: {extra[0]!r} is not a language; {mend}")
            for needed in LANGS:
                if not str(tree.get(needed) or "").strip():
                    raise ValueError(
                        f"{place or 'text'}: no text for '{needed}'; write both nb and en"
                    )
            return tree[lang]
        return {
            key: _localize(value, lang, f"{place}.{key}".lstrip(".")) for key, value in tree.items()
        }
    if isinstance(tree, list):
        return [_localize(value, lang, f"{place}[{n}]") for n, value in enumerate(tree)]
    return tree


@cache
def _read(path: Path) -> Any:
    # Each widget reads its words while a reader waits: the parser in C is ten times as quick.
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(path.read_text("utf-8"), Loader=loader)


def words_beside(source: str | Path, lang: Lang) -> dict[str, Any]:
    """Return, in ``lang``, the words of the ``.yaml`` file beside a widget's ``.py`` file."""
    path = Path(source).with_suffix(".yaml")
    try:
        return {**localize(_read(path), lang), "ui": localize(_read(COMMON), lang)}
    except ValueError as error:
        raise ValueError(f"{path.name}: {error}") from None


def number(value: float, lang: Lang, digits: int = 0) -> str:
    """Return ``value`` as it is written in ``lang``: decimal comma in bokmål, point in English."""
    # A half goes away from zero, as with the browser's toFixed; Python's own goes to the even one.
    exact = Decimal(float(value))
    if exact.is_finite():
        exact = exact.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    text = str(exact)
    if float(text) == 0:
        text = text.lstrip("-")
    text = text.replace("-", "−")
    return text.replace(".", ",") if lang == "nb" else text
