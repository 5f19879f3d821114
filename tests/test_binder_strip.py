"""A learner's image holds only what a learner may read."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from binder.strip import KEPT, strip

ROOT = Path(__file__).resolve().parents[1]


def write(path: Path, text: str = "x") -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def test_only_named_paths_stay(tmp_path: Path) -> None:
    for name in (
        "README.md",
        "modules/03-x/nb.ipynb",
        "course/site/app.py",
        "docs/authors.md",
        "docs/instructors.md",
        "assignments/nb/source/terskel/terskel.ipynb",
        "tests/test_loop.py",
        ".git/objects/aa/bb",
        ".hidden",
        "modules.bak/nb.ipynb",
    ):
        write(tmp_path / name)
    removed = strip(tmp_path)
    assert removed == [
        ".git",
        ".hidden",
        "assignments",
        "docs/instructors.md",
        "modules.bak",
        "tests",
    ]
    left = sorted(str(p.relative_to(tmp_path)) for p in tmp_path.rglob("*") if p.is_file())
    assert left == [
        "README.md",
        "course/site/app.py",
        "docs/authors.md",
        "modules/03-x/nb.ipynb",
    ]


def test_a_link_out_of_the_folder_goes_and_what_it_points_to_stays(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    write(outside / "key.txt")
    inside = tmp_path / "repo"
    inside.mkdir()
    (inside / "assignments").symlink_to(outside, target_is_directory=True)
    assert strip(inside) == ["assignments"]
    assert (outside / "key.txt").exists()


def test_all_that_is_kept_exists_so_that_no_name_is_misspelt() -> None:
    assert [name for name in KEPT if not (ROOT / name).exists()] == []


def test_it_never_runs_outside_an_image(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "binder", tmp_path / "binder")
    write(tmp_path / "assignments/key.txt")
    for env in ({}, {"REPO_DIR": str(tmp_path.parent)}):
        done = subprocess.run(
            [sys.executable, str(tmp_path / "binder" / "strip.py")],
            env={**{k: v for k, v in os.environ.items() if k != "REPO_DIR"}, **env},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 1
        assert "Nothing was removed" in done.stderr
        assert (tmp_path / "assignments/key.txt").exists()
