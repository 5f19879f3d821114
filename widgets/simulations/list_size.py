"""Your list: how many on it live with long-lasting pain, by four published shares."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import traitlets

from widgets.models.list_size import CAUSE_UNKNOWN, WORK, expected, spread, whole
from widgets.simulations.base import Simulation, Table
from widgets.style import COLOURS, QUIET

if TYPE_CHECKING:
    from matplotlib.figure import Figure

SHARES = {"low": 25.0, "nksl": 28.5, "high": 30.0}
"""In per cent of adults; the sources' own words are in the YAML file."""


class ListSize(Simulation):
    """A hundred dots for the list, and the appointments of a day.

    Published shares. Facts ``prev-pain-25-30``, ``prev-pain-285``, ``prev-pain-30`` and
    ``gp-workload-20``.
    """

    front_end = "simulations/list_size.js"
    honesty = "published"

    part = traitlets.Unicode("list-size").tag(sync=True)
    start: traitlets.Dict[str, Any] = traitlets.Dict(
        {"people": 1000, "visits": 20, "share": "nksl", "shares": SHARES}
    ).tag(sync=True)

    def _numbers(self, share: float) -> dict[str, int]:
        """Return what ``share`` in per cent gives on the list, as whole people."""
        people = self.start["people"]
        many, range_ = expected(people, share), spread(people, share)
        return {
            "pain": whole(many),
            "low": whole(many - range_),
            "high": whole(many + range_),
            "unknown": whole(expected(many, CAUSE_UNKNOWN)),
        }

    def draw(self, figure: Figure) -> None:
        share = SHARES[self.start["share"]]
        full = whole(share)
        unknown = whole(expected(share, CAUSE_UNKNOWN))
        axes = figure.add_subplot()
        for n in range(100):
            inside = n < full
            axes.plot(
                n % 20,
                -(n // 20),
                "s" if n < unknown else "o",
                markersize=10,
                color=COLOURS[0] if inside else "none",
                markeredgecolor=COLOURS[0] if inside else QUIET,
            )
        axes.set(xlim=(-0.8, 19.8), ylim=(-4.7, 0.7))
        axes.axis("off")

    def said(self) -> dict[str, Any]:
        visits = self.start["visits"]
        return {
            "people": self.start["people"],
            "share": self.number(SHARES[self.start["share"]]),
            "who": self.words["who"][self.start["share"]],
            "visits": visits,
            "about": whole(expected(visits, WORK)),
            **self._numbers(SHARES[self.start["share"]]),
        }

    def table(self) -> Table:
        rows = []
        for name, share in SHARES.items():
            got = self._numbers(share)
            range_ = f"{got['low']}–{got['high']}"
            rows.append(
                [
                    self.words["who"][name],
                    self.words["percent"].format(value=self.number(share)),
                    str(got["pain"]),
                    range_,
                    str(got["unknown"]),
                ]
            )
        return self.words["table"]["header"], rows
