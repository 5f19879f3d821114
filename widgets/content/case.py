"""The form of a case: a graph of nodes, told from the GP's and the physiotherapist's side."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from widgets.content.loader import FaultyContentError
from widgets.content.quiz import unique
from widgets.content.text import Id, SidedText, Strict, Text

Side = Literal["gp", "physio"]
SIDES: tuple[Side, Side] = ("gp", "physio")
LEAST_NODES = 8
LEAST_ENDINGS = 3


class Meter(Strict):
    """What the choices move, from 0 to 10."""

    id: Id
    label: Text
    start: int = Field(ge=0, le=10)


class Variant(Strict):
    """A paragraph more, for one who came here with ``flag`` set by an earlier choice."""

    flag: Id
    text: SidedText


class Choice(Strict):
    """One way on from a node, with what happens and why."""

    id: Id
    side: Side | None = None
    text: SidedText
    feedback: SidedText
    facts: list[Id] = []
    effects: dict[Id, int] = {}
    sets: list[Id] = []
    needs: list[Id] = []
    quality: Literal["good", "fair", "poor"]
    next: Id


class Node(Strict):
    """A situation with choices, or an ending."""

    id: Id
    text: SidedText
    variants: list[Variant] = []
    choices: list[Choice] = []
    ending: Literal["good", "mixed", "poor"] | None = None
    title: Text | None = None
    facts: list[Id] = []


class CaseContent(Strict):
    """``cases/<name>.yaml``. Every node is reachable from ``start`` and leads to an ending."""

    id: Id
    title: Text
    intro: Text
    start: Id
    meters: list[Meter] = []
    nodes: list[Node]

    @model_validator(mode="after")
    def _whole(self) -> CaseContent:
        unique([node.id for node in self.nodes], "node", "nodes")
        self._check_size()
        self._check_nodes()
        self._check_reachable(set().union(*(self._check_side(side) for side in SIDES)))
        return self

    def ways(self, node: Node, side: Side) -> list[Choice]:
        """Return the choices of ``node`` that one on ``side`` can ever see."""
        return [c for c in node.choices if c.side in (None, side)]

    def _check_size(self) -> None:
        if len(self.nodes) < LEAST_NODES:
            raise FaultyContentError(
                f"{len(self.nodes)} nodes", f"write at least {LEAST_NODES}", "nodes"
            )
        endings = sum(node.ending is not None for node in self.nodes)
        if endings < LEAST_ENDINGS:
            raise FaultyContentError(
                f"{endings} endings", f"write at least {LEAST_ENDINGS} nodes with ending:", "nodes"
            )
        if self.start not in {node.id for node in self.nodes}:
            raise FaultyContentError(
                f"the node '{self.start}' does not exist", "name a node of this case", "start"
            )

    def _check_nodes(self) -> None:
        names = {node.id for node in self.nodes}
        meters = {meter.id for meter in self.meters}
        flags = {flag for node in self.nodes for choice in node.choices for flag in choice.sets}
        for n, node in enumerate(self.nodes):
            if node.ending and node.choices:
                raise FaultyContentError("an ending has choices", "take them away", "nodes", n)
            if node.ending and not node.title:
                raise FaultyContentError("an ending has no title", "write title:", "nodes", n)
            unique([c.id for c in node.choices], "choice of the node", "nodes", n, "choices")
            for v, variant in enumerate(node.variants):
                _known(variant.flag, flags, "flag", "nodes", n, "variants", v, "flag")
            for c, choice in enumerate(node.choices):
                place = ("nodes", n, "choices", c)
                _known(choice.next, names, "node", *place, "next")
                for meter in choice.effects:
                    _known(meter, meters, "meter", *place, "effects", meter)
                for flag in choice.needs:
                    _known(flag, flags, "flag", *place, "needs")

    def _check_side(self, side: Side) -> set[int]:
        """Return the nodes that one on ``side`` can come to; from each, an ending can be reached.

        Only choices without ``needs`` count as a way out: flags may never be set.
        """
        by_id = {node.id: n for n, node in enumerate(self.nodes)}
        onward = {n: [by_id[c.next] for c in self.ways(node, side)] for n, node in by_n(self)}
        seen = _closure({by_id[self.start]}, onward)
        back: dict[int, list[int]] = {n: [] for n in onward}
        for n, node in by_n(self):
            free = [c for c in self.ways(node, side) if not c.needs]
            if n in seen and node.ending is None and not free:
                raise FaultyContentError(
                    f"no way on from here for side '{side}'",
                    "add a choice without needs:, or make it an ending",
                    "nodes",
                    n,
                )
            for choice in free:
                back[by_id[choice.next]].append(n)
        ends = {n for n, node in by_n(self) if node.ending}
        for n in sorted(seen - _closure(ends, back)):
            raise FaultyContentError(
                f"no ending can be reached from here for side '{side}'",
                "let a choice lead on to an ending",
                "nodes",
                n,
            )
        return seen

    def _check_reachable(self, seen: set[int]) -> None:
        for n, _ in by_n(self):
            if n not in seen:
                raise FaultyContentError(
                    "no choice leads here", "let a choice's next: name it, or delete it", "nodes", n
                )


def by_n(case: CaseContent) -> list[tuple[int, Node]]:
    """Return the nodes of a case with their place in the file."""
    return list(enumerate(case.nodes))


def _closure(found: set[int], onward: dict[int, list[int]]) -> set[int]:
    found, ahead = set(found), list(found)
    while ahead:
        for target in onward[ahead.pop()]:
            if target not in found:
                found.add(target)
                ahead.append(target)
    return found


def _known(name: str, known: set[str], what: str, *place: str | int) -> None:
    if name not in known:
        near = ", ".join(sorted(known)) or "none is set by any choice"
        raise FaultyContentError(
            f"the {what} '{name}' does not exist", f"write one of: {near}", *place
        )
