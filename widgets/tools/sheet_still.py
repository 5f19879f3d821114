"""A tool as plain HTML: a form to print and write on, for paper and where no script runs."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from widgets.tools.still import paragraphs

ROOM = 3
"""How many empty lines a list that the reader adds to has on paper."""


def still(content: Mapping[str, Any], words: Mapping[str, Any]) -> str:
    """Return the form; ``content`` and ``words`` are in one language."""
    parts = [f"<p><strong>{escape(content['title'])}</strong></p>{paragraphs(content['intro'])}"]
    if "caution" in content:
        parts.append(f"<p><strong>{escape(words['caution'])}</strong></p>")
        parts.append(paragraphs(content["caution"]))
    if "dated" in content:
        parts.append(paragraphs(content["dated"]))
    for section in content["sections"]:
        parts.append(f"<p><strong>{escape(section['title'])}</strong></p>")
        parts.append(paragraphs(section.get("hint", "")) if section.get("hint") else "")
        parts += [_field(field) for field in section["fields"]]
    if content["checks"]:
        checks = "".join(f"<li>☐ {escape(check['text'])}</li>" for check in content["checks"])
        parts.append(f"<p><strong>{escape(words['status'])}</strong></p><ul>{checks}</ul>")
    if content.get("honesty"):
        limits = "".join(f"<li>{escape(text)}</li>" for text in content["leaves_out"])
        ui = words["ui"]
        parts.append(f"<p>{escape(ui[content['honesty']])}. {escape(ui['limits'])}:</p>")
        parts.append(f"<ul>{limits}</ul>")
    return f'<div class="sa sa-still sa-paper">{"".join(parts)}</div>'


def _hint(field: Mapping[str, Any]) -> str:
    return f" ({escape(field['hint'])})" if field.get("hint") else ""


def _field(field: Mapping[str, Any]) -> str:
    label = f"{escape(field['label'])}{_hint(field)}"
    if field["kind"] in ("rows", "items"):
        return f"<p>{label}</p>{_table(field)}"
    if field["kind"] == "flag":
        return f"<p>☐ {label}</p>"
    if "options" in field:
        options = "".join(f"<li>☐ {escape(_long(option))}</li>" for option in field["options"])
        return f'<p>{label}</p><ul class="sa-paper__options">{options}</ul>'
    if field["kind"] == "script":
        return f"<p>{label}</p><ol>{''.join(f'<li>{escape(x)}</li>' for x in field['steps'])}</ol>"
    ends = (
        f" {field['least']} = {escape(field['low'])}, {field['most']} = {escape(field['high'])}"
        if field["kind"] == "scale"
        else ""
    )
    tall = " sa-paper__line--tall" if field["kind"] == "text" else ""
    return f'<p>{label}:{ends}<span class="sa-paper__line{tall}"></span></p>'


def _long(option: Mapping[str, Any]) -> str:
    return f"{option['text']}. {option['body']}" if option.get("body") else str(option["text"])


def _column(column: Mapping[str, Any]) -> str:
    label = escape(column["label"])
    if column["kind"] == "scale":
        label += f" ({column['least']}–{column['most']})"
    return f'<th scope="col">{label}</th>'


def _table(field: Mapping[str, Any]) -> str:
    named = field["kind"] == "items"
    head = f'<th scope="col">{escape(field["label"])}</th>' if named else ""
    head += "".join(_column(column) for column in field["columns"])
    blank = "<td>&nbsp;</td>" * len(field["columns"])
    rows = (
        "".join(
            f'<tr><th scope="row">{escape(item["label"])}{_hint(item)}</th>{blank}</tr>'
            for item in field["items"]
        )
        if named
        else f"<tr>{blank}</tr>" * max(ROOM, field["start"])
    )
    return (
        f'<table class="sa-paper__table" aria-label="{escape(field["label"])}">'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    )
