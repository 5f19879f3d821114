"""Measure one module's page beside stock Voilà and a bare static page, in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from playwright.sync_api import Browser
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import Progress

from benchmarks.pages import report
from benchmarks.pages.content import LANG, SLUG
from benchmarks.pages.memory import Standing, read_together
from benchmarks.pages.servers import OURS, PREHEATED, STATIC, STOCK, Contestant, serving
from benchmarks.pages.visits import Visit, browser, open_page, press_keys, settle

CONTESTANTS = (STOCK, PREHEATED, OURS, STATIC)
STAYING = (STOCK, OURS, STATIC)
"""Whose memory and leftovers are looked at; a pre-heated pool keeps a kernel by design."""
START, END = "<!-- measured: begin -->", "<!-- measured: end -->"


@dataclass(frozen=True)
class Plan:
    """How much is measured."""

    repeats: int
    readers: int
    minute: float
    contestants: tuple[Contestant, ...] = CONTESTANTS
    turns: int = 1
    """How often ours and the static page are visited in each repeat, in turns: where a visit takes
    milliseconds, a few say little."""

    @property
    def order(self) -> list[Contestant]:
        """Who is visited, and when, in one repeat."""
        return [*self.contestants, *(OURS, STATIC) * (self.turns - 1)]

    @property
    def steps(self) -> int:
        """Number of servers that the run starts."""
        return len(self.order) * self.repeats + len(STAYING)


def two_visits(chromium: Browser, contestant: Contestant) -> tuple[Visit, Visit]:
    """Start the server anew and visit it twice as one reader: cold, then warm with the keys."""
    with serving(contestant) as server:
        context = chromium.new_context()
        cold, warm = Visit(server_ready=server.started_in), Visit()
        page = open_page(context, server, contestant, cold)
        settle(page)
        page.close()
        page = open_page(context, server, contestant, warm)
        press_keys(page, warm)
        context.close()
    return cold, warm


def measure(plan: Plan, progress: Progress) -> report.Report:
    """Run everything and return the report."""
    busy = os.getloadavg()[0]
    task = progress.add_task("measuring", total=plan.steps)
    visits: dict[str, list[tuple[Visit, Visit]]] = {c.name: [] for c in plan.contestants}
    standing: dict[str, Standing] = {}
    with browser() as chromium:
        for _ in range(plan.repeats):
            for contestant in plan.order:
                progress.update(task, description=f"{contestant.name}: two visits")
                visits[contestant.name].append(two_visits(chromium, contestant))
                progress.advance(task)
        for contestant in STAYING:
            progress.update(task, description=f"{contestant.name}: {plan.readers} extra readers")
            with serving(contestant) as server:
                standing[contestant.name] = read_together(
                    chromium, server, contestant, plan.readers, plan.minute
                )
            progress.advance(task)
    made = {}
    for name, pairs in visits.items():
        stood = standing.get(name)
        made[name] = report.contender(
            name,
            [cold for cold, _ in pairs],
            [warm for _, warm in pairs],
            stood.per_reader if stood else None,
            stood.kernels_left if stood else None,
        )
    return report.Report(
        report.rows(list(made.values()), STOCK.name, OURS.name, STATIC.name),
        report.verdicts(*(made[one.name] for one in STAYING), preheated=made.get(PREHEATED.name)),
        notes(plan, visits, busy),
    )


def notes(plan: Plan, visits: dict[str, list[tuple[Visit, Visit]]], busy: float) -> list[str]:
    """Return what a reader of the table must know to trust it."""
    told = [
        f"{date.today().isoformat()}, {os.cpu_count()} cores, {platform.system()} "
        f"{platform.machine()}, Python {platform.python_version()}, loopback, real Chromium; "
        f"load {busy:.1f} before it began; medians of {plan.repeats} "
        f"{'run' if plan.repeats == 1 else 'runs'}, of ours and the static page "
        f"{plan.repeats * plan.turns}; module {SLUG} ({LANG}).",
        "Cold: fresh server, which says that it is ready, and fresh browser context: the first "
        "reader. Warm: second visit of the same reader.",
        f"Memory over {plan.readers} extra readers; kernels counted {plan.minute:.0f} s after "
        "all tabs were closed." + ("" if plan.minute >= 60 else " The full run waits 60 s."),
    ]
    for name, pairs in visits.items():
        asked = sorted({host for pair in pairs for visit in pair for host in visit.foreign})
        if asked:
            told.append(f"{name} asked {', '.join(asked)}.")
        silent = sum(visit.interactive is None for pair in pairs for visit in pair)
        if silent:
            told.append(f"{name}: {silent} of {2 * len(pairs)} visits never became interactive.")
    return told


def keep(path: Path, text: str) -> None:
    """Put ``text`` between the marks of the Markdown file at ``path``."""
    old = path.read_text("utf-8") if path.exists() else f"{START}\n{END}\n"
    head, _, rest = old.partition(START)
    _, _, tail = rest.partition(END)
    path.write_text(f"{head}{START}\n{text}{END}{tail}", "utf-8")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the benchmark; return 0 whatever the numbers say."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pages", description=__doc__)
    parser.add_argument("--repeats", type=int, default=3, help="fresh servers per contestant")
    parser.add_argument("--readers", type=int, default=3, help="extra readers for the memory row")
    parser.add_argument(
        "--quick", action="store_true", help="wait a second instead of a minute, no pre-heating"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write the numbers here")
    parser.add_argument(
        "--markdown", type=Path, metavar="OUT", help="also keep the tables in this file"
    )
    chosen = parser.parse_args(arguments)
    # Whoever ends the benchmark ends its servers too.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    plan = Plan(
        max(1, chosen.repeats),
        max(1, chosen.readers),
        1 if chosen.quick else 60,
        STAYING if chosen.quick else CONTESTANTS,
        1 if chosen.quick else 5,
    )
    console = Console()
    with Progress(console=console) as progress:
        found = measure(plan, progress)
    text = report.as_markdown(found)
    console.print(Markdown(text) if console.is_terminal else text, soft_wrap=True)
    if chosen.json:
        chosen.json.write_text(json.dumps(found.as_dict(), indent=2), "utf-8")
    if chosen.markdown:
        keep(chosen.markdown, text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
