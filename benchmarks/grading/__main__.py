"""``python -m benchmarks.grading``: ``nbgrader autograde`` and ours on the same submissions."""

from __future__ import annotations

import argparse
import datetime
import os
import platform
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.grading.cohort import ASSIGNMENT, fill, make_course
from benchmarks.table import put
from course.environment import activated_env, tool

LEAST = 30.0
"""How many times less time a submission is expected to take."""


@dataclass(frozen=True)
class Run:
    """One batch: how many submissions, seconds on the wall, and the largest memory (MiB)."""

    count: int
    seconds: float
    memory: float


def measure(command: list[str], folder: Path, count: int) -> Run:
    """Run ``command`` in ``folder`` and return what it took, with all processes below it.

    Raises ``RuntimeError`` when the command fails, or not all were graded.
    """
    began = time.perf_counter()
    env = activated_env() | {"SMERTEKURS_EXCHANGE": str(folder.parents[2] / "exchange")}
    with (folder / "said.txt").open("wb") as said:
        running = psutil.Popen(command, cwd=folder, env=env, stdout=said, stderr=said)
        most = 0.0
        while running.poll() is None:
            tree = [running, *running.children(recursive=True)]
            most = max(most, sum(_memory(one) for one in tree))
            time.sleep(0.1)
    seconds = time.perf_counter() - began
    done = len(list(folder.glob(f"autograded/*/{ASSIGNMENT}")))
    if running.returncode or done != count:
        raise RuntimeError(f"{command[0]} graded {done} of {count}; see {folder / 'said.txt'}")
    return Run(count, seconds, most / 2**20)


def _memory(process: psutil.Process) -> float:
    try:
        # What is shared between forked processes counts once.
        return float(process.memory_full_info().uss)
    except psutil.Error:
        return 0.0


def batch(made: Path, count: int, ours: bool) -> Run:
    """Copy the course ``made``, hand in ``count`` submissions, grade them and return the run."""
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home) / "course"
        shutil.copytree(made, folder, symlinks=True)
        course = folder / "assignments" / "nb"
        fill(course, count)
        if ours:
            command = [tool("smertekurs"), "grade", ASSIGNMENT, f"--root={folder}"]
        else:
            command = [tool("nbgrader"), "autograde", ASSIGNMENT]
        return measure([str(part) for part in command], course, count)


def slope(small: Run, large: Run) -> float:
    """Return the milliseconds that one more submission takes, starting up left out."""
    return 1000 * (large.seconds - small.seconds) / (large.count - small.count)


def table(stock: list[Run], ours: list[Run]) -> str:
    """Return the runs and what they come to, as Markdown."""
    lines = [
        "| submissions | stock (s) | ours (s) | stock/ours | ours, memory at most (MiB) |",
        "|---:|---:|---:|---:|---:|",
    ]
    by_count = {run.count: run for run in stock}
    for run in ours:
        beside = by_count.get(run.count)
        taken = f"{beside.seconds:.1f}" if beside else "–"
        times = f"{beside.seconds / run.seconds:.1f}" if beside else "–"
        lines.append(f"| {run.count} | {taken} | {run.seconds:.1f} | {times} | {run.memory:.0f} |")
    each = slope(stock[0], stock[-1]), slope(ours[0], ours[-1])
    times = each[0] / each[1]
    early, late = slope(ours[0], ours[len(ours) // 2]), slope(ours[len(ours) // 2], ours[-1])
    lines += [
        "",
        f"* One more submission: stock {each[0]:,.0f} ms, ours {each[1]:.1f} ms: "
        f"{times:.0f} times less (expected: at least {LEAST:.0f}; "
        f"{'held' if times >= LEAST else '**not held**'}).",
        f"* Growth: one more takes {late / early:.2f} times as long in the second half of the "
        f"sizes as in the first; memory grows {ours[-1].memory / ours[0].memory:.2f} times from "
        f"{ours[0].count} to {ours[-1].count}.",
        f"* {datetime.date.today()}, {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}; load {os.getloadavg()[0]:.1f} "
        f"at the end; assignment {ASSIGNMENT}; both from the command to its end.",
    ]
    return "\n".join(lines)


def main() -> None:
    """Run both, print the table, and keep it in a file between its marks if asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stock", default="10,50", help="sizes for nbgrader autograde")
    parser.add_argument("--ours", default="50,100,500,1000,5000", help="sizes for ours")
    parser.add_argument("--markdown", type=Path, help="also keep the table in this file")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        made = make_course(Path(home) / "made").parents[1]
        stock = [batch(made, int(count), ours=False) for count in given.stock.split(",")]
        ours = [batch(made, int(count), ours=True) for count in given.ours.split(",")]
    told = table(stock, ours)
    print(told)
    if given.markdown:
        put(given.markdown, "grading", told)


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, subprocess.SubprocessError) as error:
        raise SystemExit(f"benchmarks.grading: {error}") from None
