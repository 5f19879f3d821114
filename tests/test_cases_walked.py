"""Every case of the course, walked along every path from both sides in a browser.

Each path by the story itself, and by clicks so many that every choice has been made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Visit

from widgets import CasePlayer
from widgets.bundle import FRONTEND, joined
from widgets.preview import page

pytestmark = pytest.mark.browser

CASES = sorted(ROOT.glob("modules/*/cases/*.yaml"))
SIDES = {"gp": "Fastlege", "physio": "Fysioterapeut"}
AGAIN = 2
"""How often a path may come to the same place: some ways lead back."""

PLAY = """
(paths) => {
  const el = document.querySelector("[data-widget]");
  const button = (text) => [...el.querySelectorAll("button")].find((b) => b.textContent === text);
  return paths.map(({ side, choices }) => {
    const said = [];
    // From an ending one plays once more; from the opening one chooses a side.
    (button(side) || button("Spill en gang til")).click();
    for (const choice of choices) {
      const way = button(choice);
      if (!way) return `no button «${choice}»`;
      way.click();
      said.push(el.querySelector(".sa-feedback").textContent.trim());
      button("Gå videre").click();
    }
    const head = el.querySelector(".sa-case__head").textContent;
    const meters = [...el.querySelectorAll(".sa-case__meters meter")].map((m) => m.value);
    return { head, meters, said };
  });
}
"""


def told(text: Any, side: str) -> str:
    return str(text[side] if isinstance(text, dict) else text)


def paths(case: dict[str, Any], side: str) -> Iterator[list[tuple[dict[str, Any], str]]]:
    """Yield each path as its choices, each with the place that it leads to, up to an ending."""
    nodes = {node["id"]: node for node in case["nodes"]}

    def go(here: str, path: list[tuple[dict[str, Any], str]]) -> Iterator[Any]:
        if nodes[here].get("ending"):
            yield path
            return
        has = {flag for choice, _ in path for flag in choice.get("sets") or ()}
        for choice in nodes[here]["choices"]:
            hidden = choice.get("side") not in (None, side) or set(choice.get("needs") or ()) - has
            if not hidden and [to for _, to in path].count(choice["next"]) < AGAIN:
                yield from go(choice["next"], [*path, (choice, choice["next"])])

    yield from go(case["start"], [])


def meters(case: dict[str, Any], path: list[tuple[dict[str, Any], str]]) -> list[int]:
    """Return where the meters end: each change is held within 0 and 10 as it comes."""
    at = {meter["id"]: meter["start"] for meter in case["meters"]}
    for choice, _ in path:
        for meter, change in (choice.get("effects") or {}).items():
            at[meter] = max(0, min(10, at[meter] + change))
    return list(at.values())


def some(every: list[list[tuple[dict[str, Any], str]]]) -> list[list[tuple[dict[str, Any], str]]]:
    """Return a few of the paths, which together make every choice of the case."""
    left = {choice["id"] for path in every for choice, _ in path}
    taken = []
    while left:
        best = max(every, key=lambda path: len(left & {choice["id"] for choice, _ in path}))
        left -= {choice["id"] for choice, _ in best}
        taken.append(best)
    return taken


@pytest.mark.parametrize("file", CASES, ids=lambda file: file.stem)
def test_every_path_of_a_case_leads_where_it_says(
    file: Path, tmp_path: Path, visit: Callable[..., Visit], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(file.parents[1])
    player = CasePlayer(f"cases/{file.name}", lang="nb")
    case = player.content
    titles = {node["id"]: node.get("title") for node in case["nodes"]}
    (tmp_path / "case.html").write_text(page([player]), "utf-8")
    player.close()
    found = set()
    text, exports = joined(FRONTEND / "practice" / "case_story.js")
    walk = (
        f"([story, side, paths]) => {{ {text}; return paths.map((taken) => "
        f"{{ const {{ node, meters }} = {exports}.walk(story, side, taken); "
        "return [node.id, Object.values(meters)]; }); }"
    )
    for side, name in SIDES.items():
        # A visitor of its own, who has not chosen a side.
        seen = visit((tmp_path / "case.html").as_uri())
        every = list(paths(case, side))
        ids = [[choice["id"] for choice, _ in path] for path in every]
        ends = [[path[-1][1], meters(case, path)] for path in every]
        assert seen.page.evaluate(walk, [case, side, ids]) == ends, side
        found |= {end for end, _ in ends}
        clicked = some(every)
        asked = [
            {"side": name, "choices": [told(c["text"], side) for c, _ in path]} for path in clicked
        ]
        for path, got in zip(clicked, seen.page.evaluate(PLAY, asked), strict=True):
            assert not isinstance(got, str), (side, got)
            assert got["head"] == titles[path[-1][1]], side
            assert got["meters"] == meters(case, path), side
            for (choice, _), said in zip(path, got["said"], strict=True):
                assert told(choice["feedback"], side)[:20] in said, (side, choice["id"])
        seen.assert_clean()
    assert found == {node["id"] for node in case["nodes"] if node.get("ending")}
