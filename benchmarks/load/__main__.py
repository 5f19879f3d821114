"""``python -m benchmarks.load``: 10, 100 and 1,000 readers at once, on loopback only.

The readers are Debian's ``wrk``, on the other core.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

import psutil

from benchmarks.load.servers import nginx, ours, stock
from benchmarks.table import put

READERS = (10, 100, 1_000)
SHARE = 1 / 3
"""Of nginx's pages per second on one core."""
REPORT = """done = function(summary, latency)
  for _, p in ipairs({50, 95, 99}) do print("p" .. p, latency:percentile(p)) end
  local e = summary.errors
  print("requests", summary.requests, "micros", summary.duration)
  print("failed", e.connect + e.read + e.write + e.status + e.timeout)
end
"""


@dataclass(frozen=True)
class Load:
    """What so many readers met."""

    readers: int
    rate: float
    """Pages per second that came whole."""
    p50: float
    p95: float
    p99: float
    """Milliseconds."""
    failed: int
    memory: float
    """MiB of the server with all below it, at the end."""
    kernels: int


def load(address: str, process: psutil.Process, readers: int, seconds: int, core: int) -> Load:
    """Let ``readers`` ask for ``address`` over and over for some seconds."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(REPORT)
        script.flush()
        command = ["taskset", "-c", str(core), "wrk", "-t1", f"-c{readers}", f"-d{seconds}s"]
        command += ["--timeout", "10s", "-H", "Accept-Encoding: gzip", "-s", script.name, address]
        told = subprocess.run(command, capture_output=True, text=True, check=True).stdout

    def number(name: str) -> float:
        found = re.search(rf"^{name}\s+([\d.]+)", told, re.M)
        return float(found[1]) if found else float("nan")

    micros = re.search(r"micros\s+(\d+)", told)
    rate = number("requests") / (float(micros[1]) / 1e6) if micros else 0.0
    tree = [process, *process.children(recursive=True)]
    memory = sum(one.memory_full_info().pss for one in tree if one.is_running()) / 2**20
    kernels = sum("ipykernel" in " ".join(one.cmdline()) for one in tree if one.is_running())
    p50, p95, p99 = (number(f"p{p}") / 1000 for p in (50, 95, 99))
    return Load(readers, rate, p50, p95, p99, int(number("failed")), memory, kernels)


def table(found: dict[str, list[Load]]) -> str:
    """Return the result as Markdown."""
    lines = [
        "| server, on one core | readers | pages/s | p50 ms | p95 ms | p99 ms | failed "
        "| memory MiB | kernels |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for name, loads in found.items():
        for one in loads:
            lines.append(
                f"| {name} | {one.readers:,} | {one.rate:,.1f} | {one.p50:,.1f} | {one.p95:,.1f} | "
                f"{one.p99:,.1f} | {one.failed} | {one.memory:,.0f} | {one.kernels} |"
            )
    ours_, theirs = found["ours"], found["nginx"]
    shares = [one.rate / other.rate for one, other in zip(ours_, theirs, strict=True)]
    grown = ours_[-1].memory - ours_[0].memory
    flat = grown <= 0.1 * ours_[0].memory
    held = all(share >= SHARE for share in shares)
    lines += [
        "",
        "| expectation | found | held |",
        "|---|---|---|",
        f"| at least a third of nginx's pages per second on one core | "
        f"{', '.join(f'{share:.0%}' for share in shares)} | {'yes' if held else '**no**'} |",
        f"| memory flat from {READERS[0]} to {READERS[-1]:,} readers | {grown:+.0f} MiB | "
        f"{'yes' if flat else '**no**'} |",
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write the table where ``--markdown`` says."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=8, help="of load for each row")
    parser.add_argument("--markdown", type=Path, help="write the table between its marks here")
    given = parser.parse_args()
    for tool in ("wrk", "taskset"):
        if not shutil.which(tool):
            parser.exit(2, f"{tool} is missing: sudo apt-get install wrk util-linux nginx-light\n")
    found: dict[str, list[Load]] = {}
    for name, server in (("ours", ours), ("nginx", nginx)):
        with server(0) as (address, process):
            load(address, process, 10, 2, 1)
            found[name] = [load(address, process, n, given.seconds, 1) for n in READERS]
    # Each of its readers costs a kernel that stays: more than ten would fill the machine.
    with stock(0) as (address, process):
        found["stock Voilà"] = [load(address, process, n, given.seconds * 2, 1) for n in (1, 10)]
    told = table(found)
    print(told)
    if given.markdown:
        put(given.markdown, "load", told)


if __name__ == "__main__":
    main()
