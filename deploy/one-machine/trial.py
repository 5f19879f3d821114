"""A whole JupyterHub to try on this machine: an instructor, two graders, three learners.

Prints its address, the names and the password, and lives until Ctrl-C. Each person has an account
of her own where Linux allows it (accounts.py), and nothing is left behind. Where it does not
(macOS, or a machine that forbids it) all runs as you: then JupyterLab is not offered to learners,
and only the Hub, not the machine, keeps people apart. The first line printed says which it is.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

import accounts
import yaml

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PEOPLE = {
    "instructors": ["ingrid"],
    "graders": ["gunnar", "gro"],
    "learners": ["kari", "ola", "nils"],
}
COURSE = "smertekurs"
"""The account that owns the course's folder, the keys and the gradebook."""
COURSES = ("smerte-og-arbeid", "pain-and-work")
"""What nbgrader calls the courses (course/assignments/config.py)."""
PATIENCE = 120
"""Seconds that the Hub may take to answer."""


def arguments() -> argparse.Namespace:
    """Return what was asked for on the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument(
        "--port", type=int, default=8000, help="and the five after it; 0: free ones"
    )
    parser.add_argument("--one-account", action="store_true", help="do not separate the accounts")
    parser.add_argument("--state", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def lay_out(state: Path) -> None:
    """Make the folders of the trial in ``state``: the course, the exchange, the Hub's own."""
    fresh = shutil.ignore_patterns(
        "release", "submitted", "autograded", "feedback", "gradebook.db*", "__pycache__"
    )
    for part in ("assignments", "modules"):
        shutil.copytree(ROOT / part, state / "course" / part, ignore=fresh)
    (state / "hub").mkdir(mode=0o700)
    (state / "hub" / "people.yaml").write_text(yaml.safe_dump(PEOPLE), "utf-8")
    exchange = state / "exchange"
    # The courses' own folders are made here, so that nobody else can make them first.
    for folder in (exchange, *(exchange / name for name in COURSES), state / "homes"):
        folder.mkdir()
    # Everybody may add, nobody may take away or rename what another has made.
    exchange.chmod(0o1777)


def keep_apart(state: Path) -> None:
    """Give each person an account, and hide from them what a learner must not reach."""
    names = [COURSE, *(name for group in PEOPLE.values() for name in group)]
    proxy = shutil.which("node") or "/usr/bin/node"
    ids = accounts.add(names, state / "homes", state / "hub")
    accounts.give(state / "course", ids[COURSE])
    for name in COURSES:
        os.chown(state / "exchange" / name, ids[COURSE], ids[COURSE])
    parts = ("course", "widgets", "modules", "deploy", ".venv")
    accounts.show_only(
        [
            *(ROOT / part for part in parts),
            *(Path(prefix) for prefix in (sys.prefix, sys.base_prefix)),
            Path(proxy).resolve().parent,
            state,
        ],
        hidden=[ROOT],
    )


def serve(state: Path, port: int, apart: bool) -> int:
    """Run the Hub until it is stopped; return its exit code."""
    password = secrets.token_hex(4)
    env = {
        **os.environ,
        "SMERTEKURS_HUB": str(state / "hub"),
        "SMERTEKURS_COURSE": str(state / "course"),
        "SMERTEKURS_EXCHANGE": str(state / "exchange"),
        "SMERTEKURS_ACCOUNT": COURSE if apart else "",
        "SMERTEKURS_TRIAL": password,
        "SMERTEKURS_PORT": str(port),
        "SMERTEKURS_PROXY": str(HERE / "node_modules/.bin/configurable-http-proxy"),
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")]),
    }
    log = (state / "hub" / "log").open("w")
    command = [sys.executable, "-m", "jupyterhub", "-f", str(HERE / "jupyterhub_config.py")]
    hub = subprocess.Popen(command, cwd=state / "hub", env=env, stdout=log, stderr=log)
    signal.signal(signal.SIGTERM, lambda *_: hub.terminate())
    signal.signal(signal.SIGINT, lambda *_: hub.terminate())
    address = f"http://127.0.0.1:{port}/"
    if not answers(f"{address}hub/health", hub):
        hub.terminate()
        hub.wait()
        sys.stderr.write((state / "hub" / "log").read_text("utf-8"))
        return 1
    people = "; ".join(f"{group}: {', '.join(names)}" for group, names in PEOPLE.items())
    print(f"People: {people}\nPassword of everybody: {password}\nOpen {address}", flush=True)
    return hub.wait()


def free_ports(count: int) -> int:
    """Return a port that is free, as are those after it, ``count`` in all."""
    while True:
        with contextlib.ExitStack() as stack:
            first = stack.enter_context(socket.create_server(("127.0.0.1", 0))).getsockname()[1]
            try:
                for number in range(first + 1, first + count):
                    stack.enter_context(socket.create_server(("127.0.0.1", number)))
            except (OSError, OverflowError):
                continue
            return int(first)


def answers(address: str, hub: subprocess.Popen[bytes]) -> bool:
    """Wait until the Hub answers; return whether it did."""
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and hub.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return True
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    return False


def main() -> int:
    """Start the trial; return its exit code."""
    given = arguments()
    if given.state is not None:
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: sys.exit(1))
        try:
            lay_out(given.state)
            if given.inside:
                keep_apart(given.state)
            return serve(given.state, given.port, given.inside)
        finally:
            # Here, where the accounts that own the files are known.
            for one in given.state.iterdir():
                shutil.rmtree(one, ignore_errors=True)
    command = None if given.one_account else accounts.separate()
    print(
        "Accounts: each person has one of her own."
        if command
        else "Accounts: all runs as you; the machine does not keep people apart.",
        flush=True,
    )
    with tempfile.TemporaryDirectory(prefix="smertekurs-hub-", ignore_cleanup_errors=True) as state:
        Path(state).chmod(0o755)
        again = [sys.executable, str(Path(__file__).resolve()), "--state", state]
        again += ["--port", str(given.port or free_ports(6)), *(["--inside"] if command else [])]
        trial = subprocess.Popen([*(command or []), *again])
        for name in (signal.SIGTERM, signal.SIGINT):
            signal.signal(name, lambda *_: stop(trial.pid, bool(command)))
        return trial.wait()


def stop(pid: int, wrapped: bool) -> None:
    """Ask the trial to end. ``unshare`` passes nothing on, so its child is asked instead."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    for one in children.read_text("utf-8").split() if wrapped else [str(pid)]:
        os.kill(int(one), signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
