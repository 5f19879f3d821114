"""Submissions that are broken or meant to do harm, each a change to a good one."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

NAME = "threshold-and-tolerance"
GOOD: dict[str, Any] = {
    "people": {
        "anne": {"threshold": 2, "tolerance": 8},
        "bjorn": {"threshold": 5, "tolerance": 7},
        "carla": {"threshold": 2, "tolerance": 4},
        "david": {"threshold": 7, "tolerance": 9},
    },
    "circle": ["signal", "focus", "thought", "fear", "avoid", "louder"],
    "statements": ["check", "careful"],
    "script": "Vi øver på å flytte oppmerksomheten.",
}
FULL = 17.0
"""Points of the forms for ``GOOD``; the text is graded by a person."""


@dataclass(frozen=True)
class Kind:
    """One kind: how it spoils a good hand-in, its fair points, and a piece of what is told."""

    name: str
    spoil: Callable[[Path], object]
    points: float
    says: str


def answers(**changed: Any) -> Callable[[Path], object]:
    """Change single answers, in a file that is whole."""
    document = {"format": 1, "assignment": NAME, "answers": GOOD | changed}
    return raw(json.dumps(document))


def raw(text: str | bytes) -> Callable[[Path], object]:
    """Put ``text`` in place of the answer file."""
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    return lambda folder: (folder / "answers.json").write_bytes(data)


def document(**changed: Any) -> Callable[[Path], object]:
    """Change the answer file's head."""
    whole = {"format": 1, "assignment": NAME, "answers": GOOD}
    return raw(json.dumps(whole | changed))


def notebook(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], object]:
    """Change the handed-in notebook's JSON."""

    def spoil(folder: Path) -> None:
        path = folder / f"{NAME}.ipynb"
        tree = json.loads(path.read_text("utf-8"))
        change(tree)
        path.write_text(json.dumps(tree), "utf-8")

    return spoil


def cell(source: str) -> Callable[[Path], object]:
    """Add a code cell of the learner's own, first of all."""
    code = {
        "cell_type": "code",
        "id": "mine",
        "metadata": {},
        "source": source,
        "outputs": [],
        "execution_count": None,
    }
    return notebook(lambda tree: tree["cells"].insert(0, code))


def of(tree: dict[str, Any], name: str) -> dict[str, Any]:
    return next(one for one in tree["cells"] if one["id"] == name)


def linked(name: str, to: str) -> Callable[[Path], object]:
    """Put a link in place of a file."""

    def spoil(folder: Path) -> None:
        (folder / name).unlink(missing_ok=True)
        (folder / name).symlink_to(to)

    return spoil


def book(data: bytes) -> Callable[[Path], object]:
    return lambda folder: (folder / f"{NAME}.ipynb").write_bytes(data)


def deep(folder: Path) -> None:
    raw('{"format": 1, "answers": ' + "[" * 100_000 + "]" * 100_000 + "}")(folder)


def deep_notebook(folder: Path) -> None:
    book(b'{"cells": ' + b"[" * 100_000 + b"]" * 100_000 + b"}")(folder)


def many_files(folder: Path) -> None:
    for number in range(150):
        (folder / f"file-{number}.txt").write_text("x")


def links_with_tricky_names(folder: Path) -> None:
    for name in ("a\nb", "\x1b[2J", "c"):
        (folder / name).symlink_to("/etc/passwd")


def tricky_names(folder: Path) -> None:
    for name in ("..%2f..%2fkey", "-rf", "a\nb", "x" * 200, "answers.json.", "$(touch pwned)"):
        (folder / name).write_text("x")


def modules(folder: Path) -> None:
    for name in ("json.py", "course.py", "nbgrader.py", "sitecustomize.py"):
        (folder / name).write_text("open('pwned', 'w')")


def twin(tree: dict[str, Any]) -> None:
    tree["cells"].append(dict(of(tree, "people-points"), id="twin"))


def more_points(tree: dict[str, Any]) -> None:
    of(tree, "people-points")["metadata"]["nbgrader"]["points"] = 1000


def always_right(tree: dict[str, Any]) -> None:
    of(tree, "people-points")["source"] = "1000"


def code_for_answer(tree: dict[str, Any]) -> None:
    of(tree, "people-answer")["source"] = "open('pwned', 'w'); people = {}"


def without_tests(tree: dict[str, Any]) -> None:
    tree["cells"] = [one for one in tree["cells"] if not one["id"].endswith("-points")]


def no_metadata(tree: dict[str, Any]) -> None:
    for one in tree["cells"]:
        one["metadata"] = {}


def stamp(text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / "timestamp.txt").write_text(text)


def gone(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


DIGITS = '{"format": 1, "answers": {"people": ' + "9" * 9999 + "}}"
LONG = json.dumps({"format": 1, "answers": {"script": "å" * 5_000_000}})
ALL = ["check", "careful", "plan", "anyone", "spotlight"]
SECRET = "submission_secret.txt"
HTML = "<script>alert(1)</script><img src=x onerror=alert(2)>"
TEMPLATE = "{{ 7*7 }} {% include '/etc/passwd' %} ${7*7}"
LINKS = "[x](javascript:alert(3)) ![y](http://evil.example/z)"
READS = f"open('pwned','w').write(open('../keys/{NAME}.yaml').read())"
WRITES = "import sqlite3; sqlite3.connect('gradebook.db').execute('delete from grade')"
CALLS = "import urllib.request as u; u.urlopen('http://127.0.0.1:9/')"

UNREAD = "answers.json cannot be read"
CHANGED = "the notebook was changed"
KINDS = [
    Kind("honest", lambda folder: None, FULL, ""),
    Kind("invalid-json", raw("{'answers': yes"), 0, UNREAD),
    Kind("truncated", raw(json.dumps({"format": 1, "answers": GOOD})[:90]), 0, UNREAD),
    Kind("empty", raw(""), 0, UNREAD),
    Kind("a-list", raw("[1, 2, 3]"), 0, UNREAD),
    Kind("no-answers", raw('{"format": 1}'), 0, UNREAD),
    Kind("missing-answers", gone("answers.json"), 0, UNREAD),
    Kind("foreign-answers", document(assignment="rewrite-it"), 0, UNREAD),
    Kind("other-format", document(format=99), 0, UNREAD),
    Kind("oversized", raw(" " * 2_000_000), 0, UNREAD),
    Kind("deep", deep, 0, UNREAD),
    Kind("not-a-number", raw('{"format": 1, "answers": {"people": NaN}}'), 0, UNREAD),
    Kind("too-large-a-number", raw('{"format": 1, "answers": {"people": 1e999}}'), 0, UNREAD),
    Kind("too-many-digits", raw(DIGITS), 0, UNREAD),
    Kind("half-a-character", raw('{"format": 1, "answers": {"script": "\\ud800"}}'), 0, UNREAD),
    Kind("other-encoding", raw(json.dumps({"answers": GOOD}).encode("utf-16")), 0, UNREAD),
    Kind("bytes", raw(bytes(range(256)) * 50), 0, UNREAD),
    Kind("long-text", raw(LONG), 0, UNREAD),
    Kind("wrong-types", answers(people=[1], circle={"a": 1}, statements="check"), 0, ""),
    Kind("out-of-range", answers(people={"anne": {"threshold": -9e99, "tolerance": 1e300}}), 9, ""),
    Kind("truth-for-numbers", answers(people={"anne": {"threshold": True}}), 9, ""),
    Kind("all-ticked", answers(statements=ALL), 13, ""),
    Kind("unknown-questions", answers(**{"x; import os": 1, "__class__": 2}), FULL, ""),
    Kind("code-in-answers", answers(circle=["__import__('os').system('touch pwned')"]), 12, ""),
    Kind("quotes", answers(circle=["'''\"\"\"\\\n'); open('pwned','w') #"]), 12, ""),
    Kind("html", answers(script=HTML), FULL, ""),
    Kind("template", answers(script=TEMPLATE), FULL, ""),
    Kind("markdown", answers(script=LINKS), FULL, ""),
    Kind("null-bytes", answers(script="a\x00b"), FULL, ""),
    Kind("right-to-left", answers(script="\u202eשלום 🌍\u200d\ufeff"), FULL, ""),
    Kind("link-to-the-key", linked("answers.json", f"../../../../keys/{NAME}.yaml"), 0, UNREAD),
    Kind("link-beside", linked("mine.txt", f"../../../../keys/{NAME}.yaml"), FULL, "ordinary file"),
    Kind("link-to-a-folder", linked("all", "../../../../keys"), FULL, "ordinary file"),
    Kind("pipe", lambda folder: os.mkfifo(folder / "pipe"), FULL, "ordinary file"),
    Kind("many-files", many_files, FULL, "too much"),
    Kind("tricky-links", links_with_tricky_names, FULL, "and 2 more: not an ordinary file"),
    Kind("tricky-names", tricky_names, FULL, ""),
    Kind("modules-of-his-own", modules, FULL, ""),
    Kind("missing-notebook", gone(f"{NAME}.ipynb"), FULL, "is missing"),
    Kind("linked-notebook", linked(f"{NAME}.ipynb", "/etc/passwd"), FULL, "is a link"),
    Kind("wrong-notebook", book(b'{"cells": [], "nbformat": 4}'), FULL, CHANGED),
    Kind("broken-notebook", book(b'{"cells": ['), FULL, "cannot be read"),
    Kind("empty-notebook", book(b""), FULL, "cannot be read"),
    Kind("a-string-for-a-notebook", book(b'"cells"'), FULL, "cannot be read"),
    Kind("deep-notebook", deep_notebook, FULL, "cannot be read"),
    Kind("huge-notebook", book(b" " * 11_000_000), FULL, "too large"),
    Kind("twin-cells", notebook(twin), FULL, ""),
    Kind("tests-taken-out", notebook(without_tests), FULL, CHANGED),
    Kind("no-metadata", notebook(no_metadata), FULL, CHANGED),
    Kind("more-points", notebook(more_points), FULL, ""),
    Kind("test-rewritten", notebook(always_right), FULL, ""),
    Kind("code-for-an-answer", notebook(code_for_answer), FULL, ""),
    Kind("reads-the-key", cell(READS), FULL, CHANGED),
    Kind("writes-the-gradebook", cell(WRITES), FULL, CHANGED),
    Kind("forks", cell("import os\nwhile True: os.fork()"), FULL, CHANGED),
    Kind("sleeps", cell("import time; time.sleep(9999)"), FULL, CHANGED),
    Kind("phones-home", cell(CALLS), FULL, CHANGED),
    Kind("ends-the-process", cell("import os; os._exit(1)"), FULL, CHANGED),
    Kind("shell", cell("!touch pwned"), FULL, CHANGED),
    Kind("late", stamp("2031-01-01 00:00:00.000000 UTC"), FULL, "hours late"),
    Kind("broken-time", stamp("i går"), FULL, "time stamp"),
    Kind("time-of-bytes", lambda f: (f / "timestamp.txt").write_bytes(b"\xff"), FULL, "time stamp"),
    Kind("no-time", gone("timestamp.txt"), FULL, ""),
    Kind("no-secret", gone(SECRET), FULL, ""),
    Kind("secret-of-bytes", lambda f: (f / SECRET).write_bytes(b"\xff\x00"), FULL, ""),
]


def spoil_all(course: Path, hand_in: Callable[[Path, str, Any], Path]) -> None:
    """Hand in one submission of each kind; the learner has the kind's name."""
    for kind in KINDS:
        kind.spoil(hand_in(course, kind.name, GOOD))
    # A hand-in that is nothing but a link to another's.
    (course / "submitted" / "thief").mkdir()
    (course / "submitted" / "thief" / NAME).symlink_to(f"../honest/{NAME}")
