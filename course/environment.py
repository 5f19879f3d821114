"""The environment in which we start other programs."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path


def activated_env(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """Return the process environment as if this Python's environment were activated.

    Some tools call others by bare name (nbgrader calls ``alembic``), which fails when the
    environment was not activated. The folder of this Python therefore comes first on ``PATH``.
    """
    env = {**os.environ, **(extra or {})}
    # Not resolved: in a virtual environment the real Python lies elsewhere than its tools.
    tools = str(Path(sys.executable).parent)
    before = [part for part in env.get("PATH", "").split(os.pathsep) if part and part != tools]
    env["PATH"] = os.pathsep.join([tools, *before])
    return env


def tool(name: str) -> str:
    """Return the path of the program ``name`` of this Python's environment.

    Raises ``FileNotFoundError`` when the environment does not have it.
    """
    path = Path(sys.executable).parent / name
    if not path.exists():
        raise FileNotFoundError(f"{name} is not installed in {path.parent}")
    return str(path)
