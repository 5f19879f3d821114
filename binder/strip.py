"""Leave in a learner's image only what a learner may read.

On Binder the reader owns the Jupyter server: every file in the image is hers to open. So postBuild
runs this before anything else. What is not named in ``KEPT`` goes: the assignments' sources, the
tests that know the answers, the instructors' guide, and the git history that remembers all of them.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

KEPT = (
    "LICENSE",
    "README.md",
    "binder",
    "course",
    "docs/authors.md",
    "docs/pictures",
    "modules",
    "pyproject.toml",
    "requirements.lock",
    "widgets",
)
"""Paths below the repository that stay; everything else is removed."""


def strip(root: Path, kept: tuple[str, ...] = KEPT) -> list[str]:
    """Remove from ``root`` all that is not kept, and return what was removed, sorted."""
    wanted = [Path(name) for name in kept]
    removed: list[str] = []

    def visit(folder: Path) -> None:
        for path in sorted(folder.iterdir()):
            here = path.relative_to(root)
            if here in wanted:
                continue
            if path.is_dir() and not path.is_symlink():
                if any(here in name.parents for name in wanted):
                    visit(path)
                    continue
                shutil.rmtree(path)
            else:
                path.unlink()
            removed.append(str(here))

    visit(root)
    return sorted(removed)


def main() -> int:
    """Strip the image's copy of the repository; refuse to touch any other folder."""
    root = Path(__file__).resolve().parents[1]
    if os.environ.get("REPO_DIR") is None or Path(os.environ["REPO_DIR"]).resolve() != root:
        print(
            "binder/strip.py deletes files and only runs while an image is built "
            "(REPO_DIR must be this repository). Nothing was removed.",
            file=sys.stderr,
        )
        return 1
    for name in strip(root):
        print(f"not in the image: {name}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
