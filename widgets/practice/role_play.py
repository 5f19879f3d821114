"""The role-play: the reader is the employee in a meeting with a manager of one of three tempers."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

from widgets.content.role_play import TEMPERS, RolePlayContent
from widgets.practice.base import Practice
from widgets.practice.case_player import CasePlayer
from widgets.text import Lang


class RolePlay(Practice):
    """A meeting to rehearse; how the manager answers rests on what was said before."""

    front_end = "practice/role_play.js"
    schema = RolePlayContent

    def __init__(self, path: str | Path, lang: Lang = "nb", **kwargs: Any) -> None:
        kwargs.setdefault("part", f"role-play-{Path(path).stem}")
        super().__init__(path, lang, **kwargs)

    @classmethod
    def read_words(cls, lang: Lang) -> dict[str, Any]:
        """Return the case player's words, with this widget's own instead where it has them."""
        return {**CasePlayer.read_words(lang), **super().read_words(lang)}

    def still_html(self) -> str:
        """Return the meeting as a script on paper, for two who rehearse: one is the manager."""
        play, words = self.content, self.words
        rows = []
        for node in play["nodes"]:
            if node.get("ending"):
                continue
            lines = "".join(f"<li>{escape(line['text'])}</li>" for line in node["choices"])
            rows.append(
                f"<li>{self.said(node['text'])}<p><em>{escape(words['what_do'])}</em></p>"
                f"<ul>{lines}</ul></li>"
            )
        return (
            f'<div class="sa sa-still"><p><strong>{escape(play["title"])}</strong></p>'
            f"<p>{escape(play['intro'])}</p><p>{escape(words['print_note'])}</p>"
            f"<ol>{''.join(rows)}</ol>{self.answers_html()}</div>"
        )

    def said(self, text: Any) -> str:
        """Return what the manager says as plain HTML: once, or once for each temper."""
        if isinstance(text, str):
            return f"<p>{escape(text)}</p>"
        return "".join(
            f"<p><strong>{escape(self.words[temper])}:</strong> {escape(text[temper])}</p>"
            for temper in TEMPERS
        )

    def answers_html(self) -> str:
        """Return the if-then answers as plain HTML."""
        rows = "".join(
            f"<li>{escape(one['cue'])} {escape(one['say'])}</li>" for one in self.content["answers"]
        )
        return f"<p><strong>{escape(self.words['answers'])}</strong></p><ul>{rows}</ul>"
