"""The form of an assignment: answers are kept beside the notebook, and handed in from here."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from pathlib import Path
from typing import Any

import traitlets

from widgets.base import CourseWidget
from widgets.content.loader import load
from widgets.forms import answers as store
from widgets.forms.form_content import FormContent
from widgets.text import Lang, localize

HandIn = Callable[[Path], str]
"""Hands in the assignment in a folder and returns when (ISO time). Raises ``RuntimeError``."""


class AssignmentForm(CourseWidget):
    """The questions of ``form.yaml`` as a form. Each change is written to ``answers.json`` at once.

    Needs a running kernel. ``hand_in`` does the handing in; None shows no button.
    """

    front_end = "forms/assignment_form.js"

    part = traitlets.Unicode("form").tag(sync=True)
    content = traitlets.Dict().tag(sync=True)
    answers = traitlets.Dict().tag(sync=True)
    # What Python has done: {"kind": "saved" | "failed" | "handed-in" | ..., "of": serial, ...}
    news = traitlets.Dict().tag(sync=True)
    # The last hand-in: {"when": ISO time, "mark": SHA-256, "stale": changed since}, or empty.
    receipt = traitlets.Dict().tag(sync=True)
    can_hand_in = traitlets.Bool().tag(sync=True)

    def __init__(
        self, path: str | Path, lang: Lang = "nb", hand_in: HandIn | None = None, **kwargs: Any
    ) -> None:
        file = Path(path).absolute()
        read = load(file, FormContent)
        kept = store.read(file.parent, read.id)
        news: dict[str, Any] = {"kind": "read", "of": 0, "saved": kept.saved}
        if kept.aside:
            news = {"kind": "damaged", "of": 0, "file": kept.aside}
        super().__init__(
            lang=lang,
            content=localize(read.model_dump(exclude_none=True), lang),
            answers=kept.answers,
            news=news,
            receipt=store.read_receipt(file.parent),
            can_hand_in=hand_in is not None,
            **kwargs,
        )
        self._folder, self._assignment, self._hand_in = file.parent, read.id, hand_in
        self._shown = kept.answers  # what the page has, which another device may have changed
        self.on_msg(self._heard)

    def _heard(self, _widget: Any, message: Any, _buffers: Any) -> None:
        if not isinstance(message, dict):
            return
        serial = message.get("serial", 0)
        if message.get("do") == "save" and isinstance(message.get("answers"), dict):
            self.news = {"of": serial, **self._save(message["answers"])}
        elif message.get("do") == "hand-in" and self._hand_in is not None:
            self.news = {"of": serial, **self._deliver(self._hand_in, message.get("answers"))}

    def _save(self, given: dict[str, Any]) -> dict[str, Any]:
        mine = {one: value for one, value in given.items() if value != self._shown.get(one)}
        try:
            with store.alone(self._folder):
                there = store.read(self._folder, self._assignment).answers or self._shown
                answers = {**there, **mine}
                saved = store.write(self._folder, self._assignment, answers)
        except (OSError, ValueError) as error:
            return {"kind": "failed", "why": str(error)}
        self.answers, self._shown = answers, given
        elsewhere = {"elsewhere": True} if answers != given else {}
        return {"kind": "saved", "saved": saved, **elsewhere}

    def _deliver(self, hand_in: HandIn, given: Any) -> dict[str, Any]:
        if isinstance(given, dict) and given != self._shown:
            saved = self._save(given)
            if saved["kind"] == "failed":
                return saved
        if not self.answers:
            return {"kind": "nothing"}
        try:
            mark = store.fingerprint(self._folder)
            when = hand_in(self._folder)
            store.write_receipt(self._folder, when, mark)
        except (OSError, RuntimeError) as error:
            return {"kind": "not-handed-in", "why": str(error)}
        self.receipt = {"when": when, "mark": mark, "stale": False}
        return {"kind": "handed-in"}

    def still_html(self) -> str:
        """Return the questions as plain HTML."""
        items = "".join(
            f"<li><strong>{escape(q['title'])}</strong><p>{escape(q['prompt'])}</p></li>"
            for q in self.content["questions"]
        )
        return f'<div class="sa sa-still"><ol>{items}</ol></div>'
