"""Folders as they lie on the volumes of a cluster, and what nbgrader puts into them."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import yaml
from conftest import ROOT

HERE = ROOT / "deploy" / "kubernetes"
NAME = "threshold-and-tolerance"
COURSES = ("smerte-og-arbeid", "pain-and-work")


def values() -> dict[str, Any]:
    """Return the settings that we give the chart."""
    found: dict[str, Any] = yaml.safe_load((HERE / "values.yaml").read_text("utf-8"))
    return found


def release(course: Path) -> None:
    """Make a course's exchange with one assignment in it."""
    (course / "outbound" / NAME).mkdir(parents=True)
    (course / "inbound").mkdir()
    (course / "outbound" / NAME / "form.yaml").write_text("id: x\n")


def own_folders(volume: Path, *names: str) -> None:
    """Make the folders of learners, as the Hub does."""
    for name in names:
        for course in COURSES:
            (volume / "own" / name / "exchange" / course / "inbound").mkdir(parents=True)
            (volume / "own" / name / "feedback" / course).mkdir(parents=True)


def hand_in(inbound: Path, name: str, files: Mapping[str, str], like: str = "") -> Path:
    """Put a whole hand-in into ``inbound`` as ``nbgrader submit`` does; return its folder."""
    now = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"
    made = inbound / (like or f"{name}+{NAME}+{now}+{secrets.token_urlsafe(9)}")
    made.mkdir()
    for file, text in {**files, "timestamp.txt": now}.items():
        (made / file).parent.mkdir(exist_ok=True)
        (made / file).write_text(text)
    (made / "submission_secret.txt").write_text(secrets.token_hex(64))
    made.chmod(0o777)
    return made
