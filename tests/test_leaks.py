"""No answer key of an assignment is in anything that a learner can reach."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from html import unescape
from pathlib import Path

import nbformat
import pytest
import yaml
from conftest import ROOT

SOURCES = sorted(ROOT.glob("assignments/*/source/**/*.ipynb"))
KEY_FILES = sorted(ROOT.glob("assignments/keys/*.yaml"))
REGIONS = re.compile(
    r"(?:#+|=+) ?BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)[ =#]*\n(.*?)(?:#+|=+) ?END \1", re.S
)
OPEN = re.compile(
    r"#|from |import |questions:|(?:- )?(?:id|kind|module|section|facts|why|exemplar):"
)
"""Lines of a key or a test that give nothing away."""
SHORTEST = 16
"""A line shorter than this says nothing by itself."""


def secrets() -> set[str]:
    """Return every line of a solution, hidden test or mark scheme, and of the graders' keys."""
    found: list[str] = []
    for path in SOURCES:
        for cell in nbformat.read(path, as_version=4).cells:
            grade = cell.metadata.get("nbgrader", {})
            regions = [match[2] for match in REGIONS.finditer(cell.source)]
            if grade.get("solution") and grade.get("grade") and not regions:
                regions = [cell.source]
            found += [line for text in regions for line in text.splitlines()]
    for path in KEY_FILES:
        text = path.read_text("utf-8")
        found += [*text.splitlines(), *_texts(yaml.safe_load(text))]
    lines = {line.split("  #")[0].strip() for line in found}
    return {line for line in lines if len(line) >= SHORTEST and not OPEN.match(line)}


def _texts(tree: object, inside: bool = False) -> list[str]:
    """Return the explanations and exemplars of a key, by line."""
    if isinstance(tree, dict):
        pairs = tree.items()
        return [t for k, v in pairs for t in _texts(v, inside or k in ("why", "exemplar"))]
    if isinstance(tree, list):
        return [text for value in tree for text in _texts(value, inside)]
    return str(tree).splitlines() if inside else []


def leaked(text: str) -> list[str]:
    plain = unescape(text)
    return sorted(line for line in KEYS if line in text or line in plain)


KEYS = secrets()


def test_there_are_keys_to_look_for() -> None:
    assert SOURCES and KEY_FILES and len(KEYS) >= 10


def test_the_built_site_has_no_answer_key(built_folder: Path) -> None:
    for path in built_folder.rglob("*"):
        if path.is_file():
            assert leaked(path.read_text("utf-8", errors="replace")) == [], path
            assert path.suffix in {".html", ".css", ".js", ".svg", ".xml", ""}, path


@pytest.mark.browser
def test_the_served_site_sends_no_answer_key(site: str, visit) -> None:
    tab = visit(f"{site}nb/").page
    links = tab.evaluate(
        "[...document.querySelectorAll('a[href], link, script')]"
        ".map(e => e.href || e.src).filter(Boolean)"
    )
    for address in {link.split("#")[0] for link in links if link.startswith(site)}:
        assert leaked(tab.request.get(address).text()) == [], address


def test_the_wheel_has_no_content_and_no_answer_key(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", tmp_path, ROOT],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    with zipfile.ZipFile(next(tmp_path.glob("*.whl"))) as wheel:
        names = wheel.namelist()
        assert not [
            name for name in names if name.startswith(("assignments/", "modules/", "tests/"))
        ]
        assert "course/site/templates/smertekurs/index.html.j2" in names
        assert "course/site/words.yaml" in names and "widgets/frontend/host.js" in names
        for name in names:
            assert leaked(wheel.read(name).decode("utf-8", errors="replace")) == [], name
