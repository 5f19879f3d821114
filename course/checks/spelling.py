"""Is every word that learners read spelt as Debian's dictionaries, or our own lists, spell it?"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

from course.catalogue import Course
from course.checks.language import Said, all_said
from widgets.content.loader import Fault, shown
from widgets.text import LANGS, Lang

DICTIONARIES: dict[Lang, str] = {"nb": "nb_NO", "en": "en_GB"}
OWN = "words.{lang}.txt"
"""Our own words below ``modules/``, one a line: names, and terms that no dictionary has."""
GET = "sudo apt-get install hunspell hunspell-no hunspell-en-gb"

_WORD = re.compile(r"[^\W\d_]{2,}(?:[-’'][^\W\d_]+)*")


class NoDictionaryError(Exception):
    """The spelling checker, or one of its dictionaries, is not on this machine."""


def words(said: Said) -> list[str]:
    """Return the words of a text as a dictionary has them."""
    return [word.replace("’", "'") for word in _WORD.findall(said.prose)]


def own_words(course: Course, lang: Lang) -> set[str]:
    """Return the words of our own list in ``lang``; a missing list has none."""
    path = course.root / "modules" / OWN.format(lang=lang)
    return set(path.read_text("utf-8").split()) if path.is_file() else set()


def unknown(asked: Iterable[str], lang: Lang) -> set[str]:
    """Return the words that the dictionary of ``lang`` does not know.

    Raises ``NoDictionaryError`` when hunspell or the dictionary is missing.
    """
    hunspell = shutil.which("hunspell")
    if hunspell is None:
        raise NoDictionaryError(f"hunspell is not installed; on Debian or Ubuntu: {GET}")
    done = subprocess.run(
        [hunspell, "-d", DICTIONARIES[lang], "-i", "utf-8", "-l"],
        input="\n".join(sorted(set(asked))),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode or "Can't open" in done.stderr:
        raise NoDictionaryError(
            f"hunspell has no dictionary {DICTIONARIES[lang]}; on Debian or Ubuntu: {GET}"
        )
    return set(done.stdout.split("\n")) - {""}


def check_spelling(course: Course) -> list[Fault]:
    """Return a fault for each place of a word that neither dictionary nor own list knows.

    A word of the other language's list is known too: names of Norwegian things stand in English
    texts. Raises ``NoDictionaryError``.
    """
    said = list(all_said(course))
    own = {word for lang in LANGS for word in own_words(course, lang)}
    # A sentence may begin with any of them.
    own |= {word[:1].upper() + word[1:] for word in own}
    faults = []
    for lang in LANGS:
        texts = [(each, set(words(each)) - own) for each in said if each.lang == lang]
        wrong = unknown((word for _, found in texts for word in found), lang)
        path = Path("modules") / OWN.format(lang=lang)
        faults += [
            Fault(
                shown(each.path),
                each.line_of(word),
                f"the word '{word}' is not in the dictionary",
                f"mend it, or add it to {path}",
            )
            for each, found in texts
            for word in sorted(found & wrong)
        ]
    return sorted(faults, key=lambda fault: (fault.file, fault.line, fault.what))
