"""A case on paper: places with choices, what each leads to, and links to go on by."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from html import escape
from typing import Any

SIDES = ("gp", "physio")
Cited = Callable[[list[str]], str]


def outline(
    case: dict[str, Any],
    words: dict[str, str],
    player: dict[str, Any],
    place: str,
    cited: Cited,
) -> str:
    """Return the case as HTML.

    ``case`` is its content in one language, ``words`` the handbook's, ``player`` the case player's;
    ``place`` begins the ids of its places, and ``cited`` writes the sources of some facts.
    """
    return _Outline(case, words, player, place, cited).html()


class _Outline:
    def __init__(
        self,
        case: dict[str, Any],
        words: dict[str, str],
        player: dict[str, Any],
        place: str,
        cited: Cited,
    ) -> None:
        self.case, self.words, self.player, self.place = case, words, player, place
        self.cited = cited
        self.nodes = {node["id"]: node for node in case["nodes"]}
        self.numbers = self._numbers()
        self.setters: dict[str, list[str]] = {}
        for node in case["nodes"]:
            for choice in node.get("choices", ()):
                for flag in choice.get("sets", ()):
                    self.setters.setdefault(flag, []).append(self._plain(choice["text"]))

    def html(self) -> str:
        parts = [_paragraphs(self.case["intro"])]
        parts += [self._node(name) for name in self.numbers]
        return "".join(parts)

    def _numbers(self) -> dict[str, int]:
        """Number the places in the order in which a reader can meet them, the endings last."""
        order: list[str] = []
        ahead = deque([self.case["start"]])
        while ahead:
            name = ahead.popleft()
            if name not in order:
                order.append(name)
                ahead.extend(choice["next"] for choice in self.nodes[name].get("choices", ()))
        order.sort(key=lambda name: bool(self.nodes[name].get("ending")))
        return {name: number for number, name in enumerate(order, 1)}

    def _plain(self, text: Any) -> str:
        return str(text if isinstance(text, str) else text["gp"])

    def _told(self, text: Any) -> str:
        """Return a text, told from both sides where they differ."""
        if isinstance(text, str):
            return _paragraphs(text)
        return "".join(_paragraphs(text[side], f"{self.player[side]}:") for side in SIDES)

    def _earlier(self, flags: list[str]) -> str:
        made = [f"«{text}»" for flag in flags for text in self.setters.get(flag, ())]
        return f" {self.words['or']} ".join(dict.fromkeys(made))

    def _node(self, name: str) -> str:
        node, number = self.nodes[name], self.numbers[name]
        title = (
            self.words["ending"].format(number=number, title=node["title"])
            if node.get("ending")
            else self.words["place"].format(number=number)
        )
        out = [f'<h4 id="{self.place}-{name}">{escape(title)}</h4>']
        if node.get("ending"):
            out.append(f"<p><em>{escape(self.player['ending_' + node['ending']])}.</em></p>")
        out.append(self._told(node["text"]))
        for variant in node.get("variants", ()):
            lead = self.words["variant"].format(choice=self._earlier([variant["flag"]]))
            out += [f"<p><em>{escape(lead)}</em></p>", self._told(variant["text"])]
        out.append(self.cited(node.get("facts", [])))
        choices = node.get("choices", ())
        if choices:
            listed = "".join(f"<li>{self._choice(choice)}</li>" for choice in choices)
            led = "".join(f"<li>{self._led(choice)}</li>" for choice in choices)
            out.append(
                f"<p><strong>{escape(self.player['what_do'])}</strong></p>"
                f'<ol type="A">{listed}</ol>'
                f'<div class="led"><p><strong>{escape(self.words["leads"])}</strong></p>'
                f'<ol type="A">{led}</ol></div>'
            )
        return "".join(out)

    def _choice(self, choice: dict[str, Any]) -> str:
        notes = []
        if choice.get("side"):
            side = self.player[f"{choice['side']}_small"]
            notes.append(self.words["only"].format(side=side))
        if choice.get("needs"):
            notes.append(self.words["needs"].format(choice=self._earlier(choice["needs"])))
        note = f" <em>({escape('; '.join(notes))})</em>" if notes else ""
        return self._told_inline(choice["text"]) + note

    def _told_inline(self, text: Any) -> str:
        if isinstance(text, str):
            return escape(text)
        return " / ".join(f"{escape(self.player[s])}: {escape(text[s])}" for s in SIDES)

    def _led(self, choice: dict[str, Any]) -> str:
        number = self.numbers[choice["next"]]
        go = self.words["go_to"].format(number=number)
        return (
            f"<p><em>{escape(self.player[choice['quality']])}.</em></p>"
            f"{self._told(choice['feedback'])}{self.cited(choice.get('facts', []))}"
            f'<p><a href="#{self.place}-{choice["next"]}">{escape(go)}</a></p>'
        )


def _paragraphs(text: str, lead: str = "") -> str:
    parts = [part.strip() for part in text.split("\n\n") if part.strip()]
    first = f"<strong>{escape(lead)}</strong> " if lead else ""
    return "".join(
        f"<p>{first if n == 0 else ''}{escape(part)}</p>" for n, part in enumerate(parts)
    )
