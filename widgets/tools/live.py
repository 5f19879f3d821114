"""The tools that run in time or answer back; all their words are in ``sheets/``."""

from __future__ import annotations

from widgets.tools.sheet import Sheet


class PolarBear(Sheet):
    """A minute of pushing a thought away, and one of letting it be (fact ``polar-bear``)."""

    name = "polar-bear"


class BreathingPacer(Sheet):
    """A breathing pace that the patient chooses (fact ``deep-breathing``)."""

    name = "breathing-pacer"


class Spotlight(Sheet):
    """Moving the attention step by step (fact ``spotlight-exercise``)."""

    name = "spotlight"


class DemandControlSupport(Sheet):
    """The three sides of a job, and the cheapest change (fact ``demand-control-model``)."""

    name = "demand-control-support"


class MeasureFinder(Sheet):
    """What may be worth asking NAV about (facts ``nav-…``)."""

    name = "measure-finder"


class PrognosisSorter(Sheet):
    """Who needs how much treatment; an exercise, no instrument (fact ``haldorsen-3x3``)."""

    name = "prognosis-sorter"
