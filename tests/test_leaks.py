"""No answer key of an assignment is in anything that a learner can reach."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import nbformat
import pytest
import yaml
from conftest import ROOT

SOURCES = sorted(ROOT.glob("assignments/*/source/**/*.ipynb"))
REGIONS = re.compile(
    r"(?:###|=) ?BEGIN (SOLUTION|HIDDEN TESTS|MARK SCHEME)(.*?)(?:###|=) ?END \1", re.S
)
SHORTEST = 12
"""A line shorter than this says nothing by itself."""


def secrets() -> set[str]:
    """Return every line of a solution, hidden test, mark scheme, solution cell or exemplar."""
    found: set[str] = set()
    for path in SOURCES:
        for cell in nbformat.read(path, as_version=4).cells:
            grade = cell.metadata.get("nbgrader", {})
            texts = [match[2] for match in REGIONS.finditer(cell.source)]
            if grade.get("solution") and grade.get("grade") and cell.cell_type == "markdown":
                texts.append(cell.source)
            found |= {line.strip() for text in texts for line in text.splitlines()}
    for path in ROOT.glob("assignments/**/*.yaml"):
        found |= _exemplars(yaml.safe_load(path.read_text("utf-8")))
    return {line for line in found if len(line) >= SHORTEST}


def _exemplars(tree: object, inside: bool = False) -> set[str]:
    if isinstance(tree, dict):
        keys = ("exemplar", "exemplars", "answer_key", "solution")
        return set().union(*(_exemplars(v, inside or k in keys) for k, v in tree.items()), set())
    if isinstance(tree, list):
        return set().union(*(_exemplars(value, inside) for value in tree), set())
    if inside and isinstance(tree, str):
        return {line.strip() for line in tree.splitlines()}
    return set()


def leaked(text: str) -> list[str]:
    return sorted(line for line in KEYS if line in text)


KEYS = secrets()


def test_there_are_keys_to_look_for() -> None:
    assert SOURCES and len(KEYS) >= 5


def test_the_built_site_has_no_answer_key(built_folder: Path) -> None:
    for path in built_folder.rglob("*"):
        if path.is_file():
            assert leaked(path.read_text("utf-8", errors="replace")) == [], path
            assert path.suffix in {".html", ".css", ".js", ".svg", ""}, path


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
