"""The form of a role-play: a meeting with a manager who can be met in three tempers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Literal, NamedTuple

from pydantic import Discriminator, Field, Tag, model_validator

from widgets.content.case import LEAST_ENDINGS, LEAST_NODES
from widgets.content.loader import FaultyContentError
from widgets.content.quiz import unique
from widgets.content.text import Id, Strict, Text

Temper = Literal["kind", "busy", "sceptical"]
TEMPERS: tuple[Temper, Temper, Temper] = ("kind", "busy", "sceptical")
Mark = Literal["good", "fair", "poor"]


class ByTemper(Strict):
    """A text that is another for each temper."""

    kind: Text
    busy: Text
    sceptical: Text


def _told(value: Any) -> str:
    if isinstance(value, ByTemper):
        return "tempers"
    return "tempers" if isinstance(value, dict) and set(TEMPERS) & set(value) else "text"


Said = Annotated[
    Annotated[Text, Tag("text")] | Annotated[ByTemper, Tag("tempers")], Discriminator(_told)
]
"""One pair, or one pair for each temper."""


class When(Strict):
    """What must hold: what was said before, what was not, and how the mood is."""

    said: list[Id] = []
    unsaid: list[Id] = []
    mood_least: int = Field(default=0, ge=0, le=10)
    mood_most: int = Field(default=10, ge=0, le=10)

    def holds(self, flags: frozenset[str], mood: int) -> bool:
        """Return whether it holds with these flags and this mood."""
        return (
            flags.issuperset(self.said)
            and flags.isdisjoint(self.unsaid)
            and self.mood_least <= mood <= self.mood_most
        )


class State(NamedTuple):
    """Where one is in the meeting, what has been said, and the mood."""

    node: str
    flags: frozenset[str]
    mood: int


class Aside(Strict):
    """A paragraph more, when something holds."""

    when: When
    text: Said


class Turn(Strict):
    """Another way on than the choice's ``next``; the first whose ``when`` holds is taken."""

    when: When
    next: Id


class Line(Strict):
    """Something to say: how the manager takes it (``reply``), and why (``feedback``)."""

    id: Id
    text: Text
    reply: Said
    feedback: Text
    facts: list[Id] = []
    effects: dict[Literal["mood"], int] = {}
    sets: list[Id] = []
    quality: Mark
    keep: bool = False
    turns: list[Turn] = []
    next: Id

    def after(self, state: State) -> State:
        """Return where one is when it has been said."""
        flags = state.flags.union(self.sets)
        mood = max(0, min(10, state.mood + self.effects.get("mood", 0)))
        turned = (turn.next for turn in self.turns if turn.when.holds(flags, mood))
        return State(next(turned, self.next), flags, mood)


class Moment(Strict):
    """What the manager says, with lines to answer by; or how the meeting ended."""

    id: Id
    text: Said
    variants: list[Aside] = []
    choices: list[Line] = []
    ending: Literal["good", "mixed", "poor"] | None = None
    title: Text | None = None
    facts: list[Id] = []


class Outcome(Strict):
    """What the debrief says of one question; the first that holds is said."""

    when: When = When()
    mark: Mark
    text: Text


class Question(Strict):
    """A question of the debrief; its last outcome always holds."""

    id: Id
    text: Text
    outcomes: list[Outcome] = Field(min_length=2)
    facts: list[Id] = []


class Answer(Strict):
    """An if-then answer to take along."""

    cue: Text
    say: Text


class Mood(Strict):
    """The mood in the room from 0 to 10, and how each temper begins. An illustration."""

    id: Literal["mood"]
    label: Text
    start: dict[Temper, int]


class RolePlayContent(Strict):
    """The whole file. Whatever one says, to whichever temper, there is a way on to an ending."""

    title: Text
    intro: Text
    start: Id
    meters: list[Mood] = Field(min_length=1, max_length=1)
    tempers: dict[Temper, Text]
    nodes: list[Moment]
    debrief: list[Question] = Field(min_length=3)
    answers: list[Answer] = Field(min_length=3)
    closing: Text
    facts: list[Id] = []

    @model_validator(mode="after")
    def _whole(self) -> RolePlayContent:
        unique([node.id for node in self.nodes], "node", "nodes")
        self._check_size()
        self._check_names()
        self._check_played()
        return self

    def _check_size(self) -> None:
        if len(self.nodes) < LEAST_NODES:
            raise FaultyContentError(
                f"{len(self.nodes)} nodes", f"write at least {LEAST_NODES}", "nodes"
            )
        if sum(node.ending is not None for node in self.nodes) < LEAST_ENDINGS:
            raise FaultyContentError(
                "too few endings", f"write at least {LEAST_ENDINGS} nodes with ending:", "nodes"
            )
        for field, given in (("tempers", self.tempers), ("meters", self.meters[0].start)):
            if set(given) != set(TEMPERS):
                raise FaultyContentError(
                    "a temper is missing", f"write {', '.join(TEMPERS)}", field
                )

    def _check_names(self) -> None:
        names = {node.id for node in self.nodes}
        flags = {flag for node in self.nodes for line in node.choices for flag in line.sets}
        if self.start not in names:
            raise FaultyContentError(
                f"the node '{self.start}' does not exist", "name a node of this file", "start"
            )
        for n, node in enumerate(self.nodes):
            if bool(node.ending) == bool(node.choices) or bool(node.ending) != bool(node.title):
                raise FaultyContentError(
                    "neither a moment with choices nor an ending with a title",
                    "write choices:, or ending: and title:",
                    "nodes",
                    n,
                )
            unique([line.id for line in node.choices], "choice", "nodes", n, "choices")
            for c, line in enumerate(node.choices):
                for name in (line.next, *(turn.next for turn in line.turns)):
                    if name not in names:
                        raise FaultyContentError(
                            f"the node '{name}' does not exist",
                            f"write one of: {', '.join(sorted(names))}",
                            *("nodes", n, "choices", c),
                        )
        for place, when in self._conditions():
            for flag in {*when.said, *when.unsaid} - flags:
                raise FaultyContentError(
                    f"no choice sets '{flag}'", f"write one of: {', '.join(sorted(flags))}", *place
                )
        for q, question in enumerate(self.debrief):
            if question.outcomes[-1].when != When():
                raise FaultyContentError(
                    "the last outcome does not always hold",
                    "take its when: away",
                    *("debrief", q, "outcomes", len(question.outcomes) - 1),
                )

    def _conditions(self) -> Iterator[tuple[tuple[str | int, ...], When]]:
        for n, node in enumerate(self.nodes):
            for v, aside in enumerate(node.variants):
                yield ("nodes", n, "variants", v), aside.when
            for c, line in enumerate(node.choices):
                for turn in line.turns:
                    yield ("nodes", n, "choices", c, "turns"), turn.when
        for q, question in enumerate(self.debrief):
            for o, outcome in enumerate(question.outcomes):
                yield ("debrief", q, "outcomes", o), outcome.when

    def states(self) -> set[State]:
        """Return every state that some way through the meeting comes to, with any temper.

        Raises ``FaultyContentError`` when a way comes back to where it was: a talk goes forward.
        """
        by_id = {node.id: node for node in self.nodes}
        found: set[State] = set()
        ahead: list[tuple[State, tuple[str, ...]]] = [
            (State(self.start, frozenset(), mood), (self.start,))
            for mood in self.meters[0].start.values()
        ]
        while ahead:
            state, been = ahead.pop()
            if state in found:
                continue
            found.add(state)
            for line in by_id[state.node].choices:
                after = line.after(state)
                if after.node in been:
                    raise FaultyContentError(
                        f"'{line.id}' leads back to '{after.node}'", "let it lead on", "nodes"
                    )
                ahead.append((after, (*been, after.node)))
        return found

    def _check_played(self) -> None:
        reached = {state.node for state in self.states()}
        for n, node in enumerate(self.nodes):
            if node.id not in reached:
                raise FaultyContentError(
                    "no way through the meeting leads here", "let one lead here", "nodes", n
                )
