"""This week's task: one thing to try with one patient, and the reader's own if–then rule.

Facts ``if-then-rules`` (Gollwitzer & Sheeran 2006) and ``kom-likevel``.
"""

from __future__ import annotations

from html import escape

import traitlets

from widgets.content.week import WeekContent
from widgets.practice.base import Practice


class WeekTask(Practice):
    """The task and the rule; both stay in the reader's browser."""

    front_end = "practice/week_task.js"
    schema = WeekContent

    part = traitlets.Unicode("week").tag(sync=True)

    def still_html(self) -> str:
        """Return the task with lines to write the rule on."""
        words, content = self.words, self.content
        return (
            f'<div class="sa sa-still"><p><strong>{escape(content["title"])}</strong></p>'
            f"<p>{escape(content['task'])}</p><p>{escape(words['own_rule'])}:</p>"
            f"<p>{escape(words['cue'])} ________________________________________</p>"
            f"<p>{escape(words['action'])} ________________________________________</p></div>"
        )
