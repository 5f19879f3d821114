"""Accounts that exist only while a trial runs: nothing outside it is changed.

Linux lets a process have its own view of the file system (a mount namespace). In that view
``/etc/passwd`` and ``/etc/group`` have more lines than the machine's own, and the course's folder
holds only what a learner's program needs. The kernel then keeps the accounts apart as it does
real ones. An ordinary user gets the same by a user namespace, where the machine allows it.
Source: unshare(1), mount(8), user_namespaces(7).
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

FIRST_UID = 61001
"""Debian gives 60000 to 64999 to nobody by itself; a user namespace maps at least 65536."""
UNSHARE = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")
IN_NAMESPACE = ("--map-root-user", "--map-auto")


def separate() -> list[str] | None:
    """Return the command that gives a program its own view of accounts; None where it cannot."""
    command = [*UNSHARE] if os.geteuid() == 0 else [*UNSHARE, *IN_NAMESPACE]
    try:
        # Whether other accounts can be had shows only in becoming one.
        probe = f"import os; os.setgroups([]); os.setgid({FIRST_UID}); os.setuid({FIRST_UID})"
        done = subprocess.run(
            [*command, "python3", "-c", probe], capture_output=True, timeout=30, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return command if done.returncode == 0 else None


def mount(*arguments: str | Path) -> None:
    """Run ``mount``. Raises ``CalledProcessError`` when it is refused."""
    subprocess.run(["mount", *map(str, arguments)], check=True)


def add(names: Sequence[str], homes: Path, folder: Path) -> dict[str, int]:
    """Make the accounts ``names``, each with a home that only it can enter; return their ids."""
    ids = {name: FIRST_UID + number for number, name in enumerate(names)}
    for file, line in (
        ("passwd", "{name}:x:{id}:{id}::{home}:/bin/sh\n"),
        ("group", "{name}:x:{id}:\n"),
    ):
        text = Path("/etc", file).read_text("utf-8")
        text = "".join(
            one for one in text.splitlines(keepends=True) if one.split(":")[0] not in ids
        )
        text += "".join(line.format(name=n, id=i, home=homes / n) for n, i in ids.items())
        (folder / file).write_text(text, "utf-8")
        (folder / file).chmod(0o644)
        mount("--bind", folder / file, Path("/etc", file))
    for name, number in ids.items():
        home = homes / name
        home.mkdir(parents=True, exist_ok=True)
        home.chmod(0o700)
        os.chown(home, number, number)
    return ids


def give(folder: Path, number: int) -> None:
    """Give a folder and all in it to one account, and shut it to all others."""
    for where, _folders, files in os.walk(folder):
        os.chown(where, number, number)
        for name in files:
            os.chown(Path(where) / name, number, number, follow_symlinks=False)
    folder.chmod(0o700)


def show_only(paths: Iterable[Path], hidden: Iterable[Path]) -> None:
    """Let all accounts reach ``paths`` and nothing else of the ``hidden`` folders around them.

    A folder on the way that is closed to others (a home folder) is treated as hidden too.
    """
    wanted = sorted({path.resolve() for path in paths if path.exists()})
    wanted = [p for p in wanted if not any(q in p.parents for q in wanted)]
    around = {folder.resolve() for folder in hidden}
    for path in wanted:
        shut = [p for p in path.parents if not p.stat().st_mode & 0o001]
        around |= {shut[-1]} if shut else set()
    around = {p for p in around if not any(q in p.parents for q in around)}
    with tempfile.TemporaryDirectory() as held:
        kept = [(path, Path(held, str(n))) for n, path in enumerate(wanted) if inside(path, around)]
        for path, place in kept:
            make_like(path, place)
            mount("--bind", path, place)
        for folder in around:
            mount("-t", "tmpfs", "-o", "mode=755", "tmpfs", folder)
        for path, place in kept:
            path.parent.mkdir(parents=True, exist_ok=True)
            make_like(place, path)
            mount("--bind", place, path)
            subprocess.run(["umount", place], check=True)


def inside(path: Path, folders: Iterable[Path]) -> bool:
    """Return whether ``path`` lies in one of ``folders``."""
    return any(folder in path.parents for folder in folders)


def make_like(model: Path, place: Path) -> None:
    """Make an empty folder or file to mount ``model`` on."""
    if model.is_dir():
        place.mkdir(exist_ok=True)
    else:
        place.touch()
