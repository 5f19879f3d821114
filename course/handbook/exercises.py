"""Exercises on paper: the questions where they stand, and the answers for the end of the book."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import Any

from widgets.practice.role_play import RolePlay
from widgets.text import Lang, number

Cited = Callable[[list[str]], str]


def _list(texts: list[str], kind: str = "ul") -> str:
    head = '<ol type="a">' if kind == "a" else f"<{kind}>"
    rows = "".join(f"<li>{text}</li>" for text in texts)
    return f"{head}{rows}</{'ol' if kind == 'a' else kind}>"


def _shown(rows: list[dict[str, Any]], name: str = "text") -> list[dict[str, Any]]:
    """Return rows by their words, so that the order tells nothing of the answer."""
    return sorted(rows, key=lambda row: str(row[name]).casefold())


def question(item: dict[str, Any], words: dict[str, Any]) -> str:
    """Return one question of a quiz."""
    out = f"<p>{escape(item['prompt'])}</p>"
    if item["kind"] in ("single", "several"):
        if item["kind"] == "several":
            out += f"<p><em>{escape(words['several_hint'])}</em></p>"
        out += _list([escape(o["text"]) for o in _shown(item["options"])], "a")
    elif item["kind"] == "truefalse":
        out += f"<p>☐ {escape(words['true'])} ☐ {escape(words['false'])}</p>"
    elif item["kind"] == "numeric":
        out += f"<p>____________ {escape(item.get('unit', ''))}</p>"
    elif item["kind"] == "order":
        out += _list([f"☐ {escape(step['text'])}" for step in _shown(item["steps"])])
    elif item["kind"] == "match":
        out += _list([f"{escape(pair['left'])}: ____" for pair in item["pairs"]])
        out += _list([escape(pair["right"]) for pair in _shown(item["pairs"], "right")], "a")
    elif item["kind"] == "classify":
        out += f"<p>{escape(' / '.join(c['text'] for c in item['categories']))}</p>"
        out += _list([f"☐ {escape(card['text'])}" for card in _shown(item["cards"])])
    return out


def answer(item: dict[str, Any], words: dict[str, Any], mine: dict[str, str], lang: Lang) -> str:
    """Return the answer to one question; ``words`` are the quiz's, ``mine`` the handbook's."""
    right = escape(mine["right"])
    if item["kind"] in ("single", "several"):
        rows = [
            f"{f'<strong>{right}:</strong> ' if o['right'] else ''}{escape(o['text'])} "
            f"<em>{escape(o['feedback'])}</em>"
            for o in _shown(item["options"])
        ]
        out = _list(rows, "a")
    elif item["kind"] == "truefalse":
        true = item["answer"]
        told = item["feedback"]["when_true" if true else "when_false"]
        out = (
            f"<p><strong>{escape(words['true' if true else 'false'])}.</strong> {escape(told)}</p>"
        )
    elif item["kind"] == "numeric":
        digits = 0 if float(item["answer"]).is_integer() else 1
        value = f"{number(item['answer'], lang, digits)} {item.get('unit', '')}".strip()
        told = escape(item["feedback"]["right"])
        out = f"<p><strong>{escape(value)}.</strong> {told}</p>"
    elif item["kind"] == "order":
        rows = [f"{escape(s['text'])} <em>{escape(s['feedback'])}</em>" for s in item["steps"]]
        out = f"<p><strong>{escape(mine['order_right'])}:</strong></p>{_list(rows, 'ol')}"
    elif item["kind"] == "match":
        out = _list(
            [
                f"{escape(p['left'])}: <strong>{escape(p['right'])}</strong> "
                f"<em>{escape(p['feedback'])}</em>"
                for p in item["pairs"]
            ]
        )
    else:
        groups = {c["id"]: c["text"] for c in item["categories"]}
        out = _list(
            [
                f"{escape(c['text'])}: <strong>{escape(groups[c['category']])}</strong> "
                f"<em>{escape(c['feedback'])}</em>"
                for c in _shown(item["cards"])
            ]
        )
    more = item.get("explanation")
    return out + (f"<p>{escape(more)}</p>" if more else "")


def sorter(content: dict[str, Any], mine: dict[str, str], cited: Cited) -> str:
    """Return where the cards of a card sorter belong, and why."""
    columns = {column["id"]: column["text"] for column in content["columns"]}
    rows = []
    for card in content["cards"]:
        others = [columns[name] for name in card.get("accept", ())]
        also = f" ({escape(mine['also'])}: {escape(', '.join(others))})" if others else ""
        rows.append(
            f"<p>{escape(card['text'])}: <strong>{escape(columns[card['column']])}</strong>{also}. "
            f"<em>{escape(card['feedback'])}</em></p>{cited(card.get('facts', []))}"
        )
    closing = content.get("closing")
    return _list(rows, "ol") + (f"<p>{escape(closing)}</p>" if closing else "")


def wording(content: dict[str, Any], cited: Cited) -> str:
    """Return what each reply of a word choice leads to, and why."""
    rows = []
    for line in content["lines"]:
        replies = [
            f"<p>{escape(reply['text'])}</p><p>{escape(reply['then'])} "
            f"<em>{escape(reply['feedback'])}</em></p>{cited(reply.get('facts', []))}"
            for reply in line["replies"]
        ]
        rows.append(f"<p>{escape(line['patient'])}</p>{_list(replies)}")
    closing = content.get("closing")
    return _list(rows, "ol") + (f"<p>{escape(closing)}</p>" if closing else "")


def role_play(play: RolePlay, cited: Cited) -> str:
    """Return how each line of a role-play is taken, and why; then how the meeting can end."""
    moments, ends = [], []
    for node in play.content["nodes"]:
        if node.get("ending"):
            about = " ".join(escape(text) for text in (node["title"] + ".", node["text"]))
            ends.append(f"<p>{about}</p>{cited(node.get('facts', []))}")
            continue
        lines = [
            f"<p>{escape(line['text'])}</p>{play.said(line['reply'])}"
            f"<p><em>{escape(line['feedback'])}</em></p>{cited(line.get('facts', []))}"
            for line in node["choices"]
        ]
        moments.append(f"{play.said(node['text'])}{_list(lines)}")
    return _list(moments, "ol") + _list(ends)


def cards(content: dict[str, Any], cited: Cited) -> str:
    """Return the recall cards' answers."""
    return _list(
        [
            f"<p>{escape(card['front'])}</p><p><em>{escape(card['back'])}</em></p>"
            f"{cited(card.get('facts', []))}"
            for card in content["cards"]
        ],
        "ol",
    )


def mechanisms(
    content: dict[str, Any], words: dict[str, Any], mine: dict[str, str], cited: Cited
) -> str:
    """Return the course's assessment of each patient of the mechanism sorter."""
    rows = []
    for patient in content["patients"]:
        named = ", ".join(words["mechanisms"][one]["title"] for one in patient["answer"])
        rows.append(
            f"<p><strong>{escape(named)}.</strong> {escape(patient['why'])}</p>"
            f"<p>{escape(mine['check_first'])}: {escape(patient['check_first'])}</p>"
            f"{cited(patient['facts'])}"
        )
    return _list(rows, "ol")
