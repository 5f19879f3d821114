"""``make audit``: pip-audit over the lock. Ends with 1 when a package has a known hole.

Where no advisory service can be reached it says so, and what it could not check; a build does not
fail for that.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
SECONDS = 120
"""For an advisory service that answers."""
ACCEPTED: dict[str, str] = {}
"""Advisories that do not touch us, each with the reason."""


def answers(service: str) -> bool:
    """Return whether ``service`` knows a package that everybody knows."""
    with tempfile.TemporaryDirectory() as folder:
        one = Path(folder, "one.txt")
        one.write_text(f"pip=={version('pip')}\n")
        return any("skip_reason" not in found for found in ask(service, one, "--no-deps"))


def ask(service: str, lock: Path, how: str) -> list[dict[str, Any]]:
    """Return what ``service`` (``pypi`` or ``osv``) says of each package; nothing when silent."""
    command = [sys.executable, "-m", "pip_audit", "-r", str(lock), how]
    command += ["--disable-pip", "-f", "json", "--progress-spinner", "off", "--timeout", "5"]
    command += ["-s", service, *(part for one in ACCEPTED for part in ("--ignore-vuln", one))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS)
        return list(json.loads(done.stdout)["dependencies"])
    except (subprocess.TimeoutExpired, ValueError, KeyError):
        return []


def report(found: list[dict[str, Any]], service: str) -> tuple[list[str], bool]:
    """Return what there is to say, and whether a hole is known."""
    checked = [one for one in found if "skip_reason" not in one]
    lines = [
        f"{one['name']} {one['version']}: {hole['id']}, mended in "
        f"{', '.join(hole.get('fix_versions', [])) or 'no version yet'}"
        for one in checked
        for hole in one.get("vulns", [])
    ]
    bad = bool(lines)
    if checked:
        lines.append(f"audit: {len(checked)} of {len(found)} packages checked ({service})")
    return lines, bad


def main() -> None:
    """Ask one service after another until one answers."""
    for service in ("pypi", "osv"):
        lines, bad = report(
            ask(service, LOCK, "--require-hashes") if answers(service) else [], service
        )
        if lines:
            print("\n".join(lines))
            raise SystemExit(bad)
    print("audit: no advisory service could be reached, so NOTHING was checked. Run: make audit")


if __name__ == "__main__":
    main()
