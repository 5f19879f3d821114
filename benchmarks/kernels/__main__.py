"""``python -m benchmarks.kernels``: stock kernels and ours, one after the other in the same run.

Ready means that the cell of an assignment's form has run in it. The cell is sent as soon as there
is somebody to send it to, and its answer awaited: jupyter_client's own ``wait_for_ready`` listens
for a fifth of a second for what never comes, which would count for both and hide the difference.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import psutil
from jupyter_client.manager import AsyncKernelManager

from benchmarks.grading.cohort import ASSIGNMENT, make_course
from benchmarks.table import put
from course.kernels.provisioner import MOTHER, NAME

FASTER, LIGHTER = 3.0, 0.5
"""At least so many times sooner, at most so much of the private memory."""
CODE = 'from course.assignments import form; form("form.yaml", lang="nb")'


async def start(folder: Path, provisioner: str) -> tuple[float, float]:
    """Return seconds until ready and private memory (MiB) of one kernel, which then ends."""
    sockets = tempfile.mkdtemp(dir=folder)
    manager = AsyncKernelManager(kernel_name="python3", transport="ipc", ip=f"{sockets}/kernel")
    manager.kernel_spec.metadata["kernel_provisioner"] = {"provisioner_name": provisioner}
    began = time.perf_counter()
    await manager.start_kernel(cwd=str(folder))
    client = manager.client()
    client.start_channels()
    try:
        said = await client.execute(CODE, reply=True, timeout=60)
        if said["content"]["status"] != "ok":
            raise RuntimeError(said["content"])
        seconds = time.perf_counter() - began
        memory = psutil.Process(manager.provisioner.pid).memory_full_info().uss / 2**20
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)
    return seconds, memory


async def compare(folder: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """Return what each way took, in turns, so that both meet the same machine."""
    ways: dict[str, list[tuple[float, float]]] = {"local-provisioner": [], NAME: []}
    MOTHER.start()
    await start(folder, NAME)  # the warm process is warm before anybody asks for a page
    for _ in range(rounds):
        for way, found in ways.items():
            found.append(await start(folder, way))
    return ways


def table(ways: dict[str, list[tuple[float, float]]], warm: float, busy: float) -> str:
    """Return the result as Markdown; the middle of the rounds counts."""
    stock, ours = ways["local-provisioner"], ways[NAME]

    def middle(found: list[tuple[float, float]], which: Callable[[Any], float]) -> float:
        return statistics.median(map(which, found))

    times = [middle(one, lambda run: run[0]) for one in (stock, ours)]
    memory = [middle(one, lambda run: run[1]) for one in (stock, ours)]
    faster, share = times[0] / times[1], memory[1] / memory[0]
    return "\n".join(
        [
            f"{len(stock)} kernels each way, in turns; the middle one counts. "
            f"{date.today().isoformat()}, {os.cpu_count()} cores, load {busy:.1f} before it began.",
            "",
            "| | stock | ours | goal | held |",
            "|---|---|---|---|---|",
            f"| ready, seconds | {times[0]:.2f} | {times[1]:.2f} ({faster:.1f} times sooner) | "
            f"{FASTER:.0f} times | {'yes' if faster >= FASTER else 'no'} |",
            f"| private memory, MiB | {memory[0]:.0f} | {memory[1]:.0f} ({share:.0%}) | "
            f"{LIGHTER:.0%} | {'yes' if share <= LIGHTER else 'no'} |",
            "",
            f"The warm process itself holds {warm:.0f} MiB, once for each server.",
        ]
    )


def main() -> None:
    """Measure, print, and write the table where ``--markdown`` says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--markdown", type=Path, help="write the table between its marks here")
    given = parser.parse_args()
    busy = os.getloadavg()[0]
    place = Path(tempfile.mkdtemp())
    try:
        folder = make_course(place) / "release" / ASSIGNMENT
        ways = asyncio.run(compare(folder, given.rounds))
        assert MOTHER.pid
        told = table(ways, psutil.Process(MOTHER.pid).memory_full_info().uss / 2**20, busy)
    finally:
        MOTHER.stop()
        shutil.rmtree(place)
    print(told)
    if given.markdown:
        put(given.markdown, "kernels", told)


if __name__ == "__main__":
    main()
