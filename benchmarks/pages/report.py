"""Ratios, verdicts and tables: the maths of the benchmark, without any measuring."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field

from benchmarks.pages.visits import Visit

LEAST = 0.1
"""What is smaller is nothing, and nothing divides."""


@dataclass(frozen=True)
class Contender:
    """What one contestant took, as medians. ``None``: it never answered, or was not asked."""

    name: str
    cold: float | None
    warm: float | None
    requests: float
    bytes: float
    foreign: float
    input_to_picture: float | None
    per_reader: float | None = None
    kernels_left: int | None = None
    ready: float | None = None
    requests_again: float = 0
    bytes_again: float = 0
    first: float | None = None
    first_again: float | None = None


@dataclass(frozen=True)
class Row:
    """One measure, for each contestant in the table's order."""

    measure: str
    unit: str
    values: dict[str, float | None]
    ratios: dict[str, float | None]


@dataclass(frozen=True)
class Verdict:
    """One expectation and whether it held; ``held`` is ``None`` when it could not be measured."""

    expectation: str
    found: str
    held: bool | None


@dataclass(frozen=True)
class Report:
    """A whole run."""

    rows: list[Row]
    verdicts: list[Verdict]
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        """Return the run as plain data, for ``--json``."""
        return asdict(self)


def median(values: Sequence[float | None]) -> float | None:
    """Return the median of those that were measured, or ``None`` when none was."""
    known = [value for value in values if value is not None]
    return statistics.median(known) if known else None


def ratio(above: float | None, below: float | None) -> float | None:
    """Return ``above / below``, or ``None`` where one is unknown or there is nothing below."""
    if above is None or below is None or below < LEAST:
        return None
    return above / below


def contender(
    name: str,
    cold: Sequence[Visit],
    warm: Sequence[Visit],
    per_reader: float | None = None,
    kernels_left: int | None = None,
) -> Contender:
    """Gather one contestant's visits; the hosts are those of the cold ones."""
    return Contender(
        name,
        median([visit.interactive for visit in cold]),
        median([visit.interactive for visit in warm]),
        median([visit.requests for visit in cold]) or 0,
        median([visit.bytes for visit in cold]) or 0,
        max((len(visit.foreign) for visit in cold), default=0),
        median([visit.input_to_picture for visit in warm]),
        per_reader,
        kernels_left,
        median([visit.server_ready for visit in cold]),
        median([visit.requests for visit in warm]) or 0,
        median([visit.bytes for visit in warm]) or 0,
        median([visit.first for visit in cold]),
        median([visit.first for visit in warm]),
    )


MEASURES: tuple[tuple[str, str, Callable[[Contender], float | None]], ...] = (
    ("navigation to the first answer, cold", "ms", lambda c: c.first),
    ("navigation to the first answer, warm", "ms", lambda c: c.first_again),
    ("navigation to a moved slider, cold", "ms", lambda c: c.cold),
    ("navigation to a moved slider, warm", "ms", lambda c: c.warm),
    ("requests, cold", "", lambda c: c.requests),
    ("transferred, cold", "kB", lambda c: c.bytes / 1000),
    ("requests, warm", "", lambda c: c.requests_again),
    ("transferred, warm", "kB", lambda c: c.bytes_again / 1000),
    ("foreign hosts asked", "", lambda c: c.foreign),
    ("input to changed picture", "ms", lambda c: c.input_to_picture),
    ("server memory per extra reader", "MiB", lambda c: c.per_reader),
    ("kernels left after the tabs closed", "", lambda c: c.kernels_left),
    ("server's start until it is ready", "ms", lambda c: c.ready),
)


def rows(contenders: Sequence[Contender], stock: str, ours: str, static: str) -> list[Row]:
    """Return a row per measure, with ours/static and stock/ours."""
    by_name = {c.name: c for c in contenders}
    made = []
    for measure, unit, read in MEASURES:
        values = {c.name: read(c) for c in contenders}
        mine = read(by_name[ours])
        made.append(
            Row(
                measure,
                unit,
                values,
                {
                    "stock/ours": ratio(read(by_name[stock]), mine),
                    "ours/static": ratio(mine, read(by_name[static])),
                },
            )
        )
    return made


def _times(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.2f} times"


def verdicts(
    stock: Contender, ours: Contender, static: Contender, preheated: Contender | None = None
) -> list[Verdict]:
    """Return whether each expectation holds; ``preheated`` is stock with a pre-heated pool."""

    def said(expectation: str, value: float | None, fits: Callable[[float], bool]) -> Verdict:
        return Verdict(expectation, _times(value), None if value is None else fits(value))

    def counted(expectation: str, value: float, most: float, unit: str = "") -> Verdict:
        return Verdict(expectation, f"{_number(value)}{unit}", value <= most)

    left = ours.kernels_left
    return [
        said(
            "at least 10 times sooner than stock Voilà, cold",
            ratio(stock.cold, ours.cold),
            lambda times: times >= 10,
        ),
        said(
            "at least 5 times sooner than stock Voilà with a pre-heated pool",
            ratio(preheated.cold if preheated else None, ours.cold),
            lambda times: times >= 5,
        ),
        said(
            "within 1.5 times the static page, cold",
            ratio(ours.first, static.first),
            lambda times: times <= 1.5,
        ),
        said(
            "within 1.5 times the static page, warm",
            ratio(ours.first_again, static.first_again),
            lambda times: times <= 1.5,
        ),
        counted("at most 12 requests", ours.requests, 12),
        counted("at most 300 kB", ours.bytes / 1000, 300, " kB"),
        counted("one request on the second visit", ours.requests_again, 1),
        counted("nothing sent again", ours.bytes_again / 1000, 1, " kB of headers"),
        counted("no foreign host", ours.foreign, 0),
        said(
            "input to picture under 1/10 of stock",
            ratio(stock.input_to_picture, ours.input_to_picture),
            lambda times: times > 10,
        ),
        Verdict(
            "no kernel left behind",
            "not measured" if left is None else str(left),
            None if left is None else left == 0,
        ),
    ]


def _number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.1f}" if abs(value) < 10 and value != int(value) else f"{value:,.0f}"


def as_markdown(report: Report) -> str:
    """Return the run as Markdown tables, as the command prints it and as the README keeps it."""
    names = list(report.rows[0].values)
    ratio_names = list(report.rows[0].ratios)
    lines = [
        "| measure | " + " | ".join([*names, *ratio_names]) + " |",
        "|---|" + "---:|" * (len(names) + len(ratio_names)),
    ]
    for row in report.rows:
        unit = f" ({row.unit})" if row.unit else ""
        cells = [*row.values.values(), *row.ratios.values()]
        lines.append(f"| {row.measure}{unit} | " + " | ".join(map(_number, cells)) + " |")
    lines += ["", "| expectation | found | held |", "|---|---:|---|"]
    held = {True: "yes", False: "**no**", None: "not measured"}
    lines += [f"| {v.expectation} | {v.found} | {held[v.held]} |" for v in report.verdicts]
    if report.notes:
        lines += ["", *[f"* {note}" for note in report.notes]]
    return "\n".join(lines) + "\n"
