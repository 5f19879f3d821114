"""Sample content of what goes one way or another: a case, a choice of words, a meeting."""

from __future__ import annotations

from typing import Any

from practice_items import Tree, sided, text


def choice(name: str, to: str, **rest: Any) -> Tree:
    return {
        "id": name,
        "text": text(f"choice {name}"),
        "feedback": text(f"then {name}"),
        "quality": "good",
        "next": to,
        **rest,
    }


def node(name: str, *choices: Tree, **rest: Any) -> Tree:
    told = {"id": name, "text": sided(f"node {name}"), **rest}
    return {**told, "choices": list(choices)} if choices else told


def ending(name: str, kind: str) -> Tree:
    return {"id": name, "ending": kind, "title": text(f"title {name}"), "text": text(f"end {name}")}


def case() -> Tree:
    """Return a case of nine nodes with three endings, a flag, and ways that only one side has."""
    return {
        "id": "anna",
        "title": text("the case"),
        "intro": text("who she is"),
        "start": "first",
        "meters": [
            {"id": "trust", "label": text("trust"), "start": 5},
            {"id": "work", "label": text("work"), "start": 2},
        ],
        "nodes": [
            node(
                "first",
                choice("listen", "second", effects={"trust": 2}, sets=["heard"], facts=["a-fact"]),
                choice("hurry", "side-track", effects={"trust": -9}, quality="poor"),
            ),
            node(
                "second",
                choice("ask", "work"),
                choice("wait", "pause", quality="fair"),
                choice("refer", "pause", side="gp", quality="fair"),
                choice("show", "work", side="physio"),
                variants=[{"flag": "heard", "text": text("she was heard")}],
            ),
            node("side-track", choice("back", "second"), choice("leave", "stop", quality="poor")),
            node("work", choice("plan", "meeting", effects={"work": 3}), choice("rest", "pause")),
            node("pause", choice("again", "work"), choice("end", "half")),
            node(
                "meeting",
                choice("agree", "good", needs=["heard"], effects={"work": 3}),
                choice("push", "half", quality="fair"),
            ),
            ending("good", "good"),
            ending("half", "mixed"),
            ending("stop", "poor"),
        ],
    }


def wording() -> Tree:
    """Return four lines with a good, a fair and a poor reply each."""
    replies = [
        {
            "id": name,
            "text": text(f"say {name}"),
            "effect": effect,
            "then": text(f"heard {name}"),
            "feedback": text(f"about {name}"),
            "facts": ["a-fact"],
        }
        for name, effect in (("poor", -3), ("good", 2), ("fair", 0))
    ]
    return {
        "title": text("the words"),
        "intro": text("talk"),
        "gauge": {"label": text("trust"), "start": 5},
        "lines": [
            {"id": f"line{n}", "patient": text(f"line {n}"), "replies": replies}
            for n in range(1, 5)
        ],
        "closing": text("noticed"),
    }


def role_play() -> Tree:
    """Return a meeting of eight nodes, where what was said and the mood decide the ending."""
    tempers = ("kind", "busy", "sceptical")

    def said(words: str) -> Tree:
        return {temper: text(f"{temper} {words}") for temper in tempers}

    def line(name: str, to: str, **rest: Any) -> Tree:
        return {**choice(name, to), "reply": said(f"hears {name}"), **rest}

    def moment(name: str, *lines: Tree, **rest: Any) -> Tree:
        return {"id": name, "text": said(f"moment {name}"), "choices": list(lines), **rest}

    return {
        "title": text("the meeting"),
        "intro": text("you are she"),
        "start": "door",
        "meters": [
            {
                "id": "mood",
                "label": text("mood"),
                "start": {"kind": 7, "busy": 5, "sceptical": 3},
            }
        ],
        "tempers": {temper: text(f"about {temper}") for temper in tempers},
        "nodes": [
            moment(
                "door",
                line("greet", "ask", sets=["greeted"], effects={"mood": 1}, keep=True),
                line("scold", "hot", effects={"mood": -3}, quality="poor"),
            ),
            moment("hot", line("calm", "ask"), line("shout", "stuck", quality="poor")),
            moment(
                "ask",
                line("need", "end", sets=["need"], facts=["a-fact"], keep=True),
                line("hint", "more", quality="fair"),
                variants=[{"when": {"said": ["greeted"]}, "text": text("she was greeted")}],
            ),
            moment("more", line("plain", "end", sets=["need"]), line("drop", "end")),
            moment(
                "end",
                line(
                    "note",
                    "words",
                    turns=[{"when": {"said": ["need"], "mood_least": 6}, "next": "agreed"}],
                ),
            ),
            ending("agreed", "good"),
            ending("words", "mixed"),
            ending("stuck", "poor"),
        ],
        "debrief": [
            {
                "id": f"question{n}",
                "text": text(f"question {n}"),
                "outcomes": [
                    {"when": {"said": ["need"]}, "mark": "good", "text": text(f"yes {n}")},
                    {"mark": "poor", "text": text(f"no {n}")},
                ],
            }
            for n in (1, 2, 3)
        ],
        "answers": [{"cue": text(f"if {n}"), "say": text(f"say {n}")} for n in (1, 2, 3)],
        "closing": text("again"),
    }
