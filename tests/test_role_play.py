"""The role-play: what its file must hold, every way through the real one, and by keyboard."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import practice_sample
import pytest
import yaml
from conftest import ROOT, Visit, hosting
from playwright.sync_api import Page, expect

from widgets import RolePlay
from widgets.bundle import FRONTEND, joined
from widgets.content.loader import ContentError, load
from widgets.content.role_play import TEMPERS, Line, RolePlayContent, State, Temper
from widgets.preview import page

MEETINGS = sorted(
    path for path in ROOT.glob("modules/*/*.yaml") if "tempers:" in path.read_text("utf-8")
)
KEY = "smerte-og-arbeid/02-sample/role-play-meeting"
Step = tuple[Line, State]


@cache
def read(path: Path) -> RolePlayContent:
    return load(path, RolePlayContent)


def ways(play: RolePlayContent, temper: Temper) -> Iterator[list[Step]]:
    """Yield every way through the meeting: each line said, and where one is after it."""
    nodes = {node.id: node for node in play.nodes}

    def go(at: State, way: list[Step]) -> Iterator[list[Step]]:
        if nodes[at.node].ending:
            yield way
        for line in nodes[at.node].choices:
            after = line.after(at)
            yield from go(after, [*way, (line, after)])

    yield from go(State(play.start, frozenset(), play.meters[0].start[temper]), [])


@pytest.fixture(params=MEETINGS, ids=lambda path: f"{path.parent.name[:2]}-{path.stem}")
def meeting(request: pytest.FixtureRequest) -> RolePlayContent:
    return read(request.param)


def test_the_module_on_the_work_conversation_has_a_meeting_with_three_managers() -> None:
    assert [path.parent.name for path in MEETINGS] == ["08-work-conversation"]


def test_what_one_says_and_whom_one_meets_decide_how_it_ends(meeting: RolePlayContent) -> None:
    endings = {node.id for node in meeting.nodes if node.ending}
    for temper in TEMPERS:
        assert {way[-1][1].node for way in ways(meeting, temper)} == endings
    same: dict[tuple[str, ...], set[str]] = {}
    for temper in TEMPERS:
        for way in ways(meeting, temper):
            same.setdefault(tuple(line.id for line, _ in way), set()).add(way[-1][1].node)
    assert any(len(ends) > 1 for ends in same.values())


def test_an_agreement_needs_a_concrete_need_and_a_task_to_keep_and_never_the_diagnosis(
    meeting: RolePlayContent,
) -> None:
    good = {node.id for node in meeting.nodes if node.ending == "good"}
    for temper in TEMPERS:
        agreed = [way[-1][1].flags for way in ways(meeting, temper) if way[-1][1].node in good]
        assert agreed and all(flags >= {"need", "strength"} for flags in agreed), temper
        assert any(flags.isdisjoint({"some", "all-told", "untrue"}) for flags in agreed), temper


def test_the_diagnosis_is_told_only_by_one_who_chooses_to(meeting: RolePlayContent) -> None:
    lines = [line for node in meeting.nodes for line in node.choices]
    telling = [line for line in lines if "all-told" in line.sets]
    assert len(telling) == 1 and not telling[0].keep
    assert not any(line.quality == "good" for line in telling)
    # At the question for it there are true and dignified ways that keep it.
    asked = next(node for node in meeting.nodes if telling[0] in node.choices)
    keeping = [line for line in asked.choices if line.quality == "good"]
    assert len(keeping) >= 2 and all("employer-no-diagnosis-right" in c.facts for c in keeping)


def test_a_sentence_to_take_along_is_one_that_helps(meeting: RolePlayContent) -> None:
    lines = [line for node in meeting.nodes for line in node.choices]
    kept = [line for line in lines if line.keep]
    assert len(kept) >= 8 and all(line.quality == "good" for line in kept)


def test_each_moment_has_lines_that_help_and_lines_that_do_not_each_with_a_fact(
    meeting: RolePlayContent,
) -> None:
    asked = [node for node in meeting.nodes if node.choices]
    assert all({line.quality for line in node.choices} > {"good"} for node in asked)
    assert all(line.facts for node in asked for line in node.choices)


def faults(tmp_path: Path, change: Callable[[dict[str, Any]], None]) -> str:
    tree = json.loads(json.dumps(practice_sample.role_play()))
    change(tree)
    path = tmp_path / "meeting.yaml"
    path.write_text(yaml.safe_dump(tree, allow_unicode=True), "utf-8")
    with pytest.raises(ContentError) as told:
        load(path, RolePlayContent)
    return "\n".join(map(str, told.value.faults))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda t: t["nodes"][0]["choices"][0].update(next="gone"), "'gone' does not exist"),
        (lambda t: t["nodes"][2]["choices"][1].update(next="door"), "leads back to 'door'"),
        (lambda t: t["nodes"][1]["choices"][1].update(next="ask"), "no way through the meeting"),
        (
            lambda t: t["nodes"][2]["variants"][0].update(when={"said": ["never"]}),
            "no choice sets 'never'",
        ),
        (lambda t: t["meters"][0]["start"].pop("busy"), "a temper is missing"),
        (lambda t: t["nodes"][3].update(choices=[]), "neither a moment with choices nor"),
        (
            lambda t: t["debrief"][0]["outcomes"][1].update(when={"unsaid": ["need"]}),
            "does not always hold",
        ),
        (lambda t: t["nodes"].__delitem__(slice(5, None)), "8"),
    ],
)
def test_a_meeting_that_cannot_be_played_to_its_end_is_told(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], told: str
) -> None:
    assert told in faults(tmp_path, change)


PLAY = """
(ways) => {
  const el = document.querySelector("[data-widget]");
  const button = (text) => [...el.querySelectorAll("button")].find((b) => b.textContent === text);
  return ways.map(({ temper, again, lines }) => {
    const said = [];
    (button(again) || button(temper)).click();
    for (const { text, go } of lines) {
      if (!button(text)) return `no button «${text}»`;
      button(text).click();
      said.push(el.querySelector(".sa-talk__reply").textContent.trim());
      button(go).click();
    }
    const all = (at) => [...el.querySelectorAll(at)].map((one) => one.textContent.trim());
    return { said, head: all(".sa-case__head")[0], told: all(".sa-talk__debrief li p:last-child"),
      kept: all(".sa-talk__along ul:first-of-type li"),
      mood: el.querySelector(".sa-case__meters meter").value };
  });
}
"""


def covering(every: list[list[Step]]) -> list[list[Step]]:
    """Return a few of the ways, which together say every line and come to every ending."""
    left = {(line.id, at.node) for way in every for line, at in way}
    taken = []
    while left:
        best = max(every, key=lambda way: len(left & {(line.id, at.node) for line, at in way}))
        left -= {(line.id, at.node) for line, at in best}
        taken.append(best)
    return taken


@pytest.mark.browser
@pytest.mark.parametrize("temper", TEMPERS)
@pytest.mark.parametrize("path", MEETINGS, ids=lambda path: path.stem)
def test_every_line_is_answered_and_remembered_as_the_file_says(
    path: Path,
    temper: Temper,
    tmp_path: Path,
    visit: Callable[..., Visit],
    address: Callable[[Path], str],
) -> None:
    play, player = read(path), RolePlay(path, "nb")
    content, words = player.content, player.words
    (tmp_path / "meeting.html").write_text(page([player]), "utf-8")
    player.close()
    seen = visit(address(tmp_path / "meeting.html"))
    every = list(ways(play, temper))
    some = every[::23]
    text, exports = joined(FRONTEND / "practice" / "case_story.js")
    walk = (
        f"([story, side, ways]) => {{ {text}; return ways.map((taken) => "
        f"{{ const {{ node, meters }} = {exports}.walk(story, side, taken); "
        "return [node.id, meters.mood]; }); }"
    )
    ids = [[line.id for line, _ in way] for way in some]
    ends = [[way[-1][1].node, way[-1][1].mood] for way in some]
    assert seen.page.evaluate(walk, [content, temper, ids]) == ends
    clicked = covering(every)
    asked = [
        {
            "temper": words[temper],
            "again": words["replay"],
            "lines": [{"text": line.text.nb, "go": words["go_on"]} for line, _ in way],
        }
        for way in clicked
    ]
    titles = {node.id: node.title.nb for node in play.nodes if node.title}
    for way, got in zip(clicked, seen.page.evaluate(PLAY, asked), strict=True):
        assert not isinstance(got, str), got
        end = way[-1][1]
        assert (got["head"], got["mood"]) == (titles[end.node], end.mood)
        for (line, _), said in zip(way, got["said"], strict=True):
            reply = getattr(line.reply, temper, line.reply)
            assert said == reply.nb
        told = [
            next(o.text.nb for o in question.outcomes if o.when.holds(end.flags, end.mood))
            for question in play.debrief
        ]
        assert got["told"] == told
        if kept := [line.text.nb for line, _ in way if line.keep]:
            assert got["kept"] == kept
    seen.assert_clean()


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("meeting")
    practice_sample.pages(folder)
    with hosting(folder) as address:
        yield address


@pytest.fixture
def sample(visit: Callable[..., Visit], home: str) -> Iterator[Page]:
    seen = visit(f"{home}role-play-meeting-nb.html")
    yield seen.page
    seen.assert_clean()


def say(page: Page, *lines: str) -> None:
    for line in lines:
        page.get_by_role("button", name=f"NB choice {line}").press("Enter")
        page.get_by_role("button", name="Hør hva som kommer").press("Enter")


@pytest.mark.browser
def test_the_same_words_end_otherwise_with_another_manager_and_can_be_tried_again(
    sample: Page,
) -> None:
    sample.get_by_role("button", name="Travel", exact=True).press("Enter")
    expect(sample.get_by_text("NB busy moment door")).to_be_visible()
    expect(sample.get_by_text("NB mood: avventende (5 av 10)")).to_be_visible()
    sample.get_by_role("button", name="NB choice greet").press("Enter")
    expect(sample.get_by_text("NB busy hears greet")).to_be_visible()
    expect(sample.get_by_text("NB mood: fra 5 til 6 av 10 (avventende)")).to_be_visible()
    sample.reload()
    sample.get_by_role("button", name="Hør hva som kommer").press("Enter")
    expect(sample.get_by_text("NB she was greeted")).to_be_visible()
    say(sample, "need", "note")
    expect(sample.locator(".sa-case__head")).to_have_text("NB title agreed")
    expect(sample.get_by_text("NB yes 3")).to_be_visible()
    expect(sample.locator(".sa-talk__along li").first).to_have_text("NB choice greet")
    sample.get_by_role("button", name="Møt en skeptisk leder").press("Enter")
    say(sample, "greet", "need", "note")
    expect(sample.locator(".sa-case__head")).to_have_text("NB title words")
    sample.get_by_role("button", name="Tilbake til replikk 2 og prøv noe annet").press("Enter")
    say(sample, "hint", "drop", "note")
    expect(sample.get_by_text("NB no 1")).to_be_visible()
    expect(sample.get_by_text("Slutter du har funnet: 2 av 3")).to_be_visible()


@pytest.mark.browser
@pytest.mark.parametrize("value", ["{", '{"side": "gp"}', '{"side": "busy", "taken": ["gone", 3]}'])
def test_damaged_storage_never_stops_the_meeting(sample: Page, value: str) -> None:
    sample.evaluate("([key, value]) => localStorage.setItem(key, value)", [KEY, value])
    sample.reload()
    if (button := sample.get_by_role("button", name="Travel", exact=True)).count():
        button.click()
    say(sample, "greet", "need", "note")
    expect(sample.locator(".sa-case__head")).to_have_text("NB title agreed")
