"""What practice is without a script: still versions, traits and faults."""

from __future__ import annotations

import json
from pathlib import Path

import practice_sample
import pytest
from conftest import ROOT

from widgets import (
    CardSorter,
    CasePlayer,
    Confidence,
    Progress,
    Quiz,
    RecallCards,
    RolePlay,
    WeekTask,
    WordChoice,
)
from widgets.content.loader import ContentError
from widgets.text import LANGS, Lang


@pytest.fixture
def module(tmp_path: Path) -> Path:
    return practice_sample.write(tmp_path)


@pytest.mark.parametrize("lang", LANGS)
def test_the_still_quiz_asks_everything_and_answers_nothing(module: Path, lang: Lang) -> None:
    html = Quiz(module / "quiz.yaml", lang).still_html()
    for item in practice_sample.quiz()["items"]:
        assert item["prompt"][lang] in html
    for word in ("option c", "step d", "left a", "right c", "card b", "group y"):
        assert f"{lang.upper()} {word}" in html
    for told in ("about", "why", "said", "pair a", "card feedback", "explained"):
        assert f"{lang.upper()} {told}" not in html
    assert {"nb": "EN ", "en": "NB "}[lang] not in html


@pytest.mark.parametrize("lang", LANGS)
def test_the_other_still_versions_open_and_do_not_tell_the_end(module: Path, lang: Lang) -> None:
    mine = lang.upper()
    case = CasePlayer(module / "cases" / "anna.yaml", lang).still_html()
    assert f"{mine} gp node first" in case and f"{mine} physio node first" in case
    assert "node second" not in case and "title good" not in case
    cards = RecallCards(module / "recall.yaml", lang).still_html()
    assert f"{mine} front 3" in cards and "back" not in cards
    sorter = CardSorter(module / "triage.yaml", lang)
    assert sorter.part == "card-sorter-triage"
    assert f"{mine} card 6" in sorter.still_html() and "because" not in sorter.still_html()
    words = WordChoice(module / "words.yaml", lang)
    assert words.part == "word-choice-words"
    assert f"{mine} say fair" in words.still_html() and "heard" not in words.still_html()
    meeting = RolePlay(module / "meeting.yaml", lang)
    assert meeting.part == "role-play-meeting"
    for temper in ("kind", "busy", "sceptical"):
        assert f"{mine} {temper} moment ask" in meeting.still_html()
    assert f"{mine} say 3" in meeting.still_html() and "hears" not in meeting.still_html()
    assert f"{mine} the task" in WeekTask(module / "week.yaml", lang).still_html()
    assert f"{mine} know it" in Confidence("start", lang, module).still_html()
    assert "<li>" in Progress(lang, module).still_html()


def test_parts_and_modules_are_named_by_the_content(module: Path) -> None:
    case = CasePlayer(module / "cases" / "anna.yaml")
    assert (case.module, case.part) == ("02-sample", "case-anna")
    assert (Quiz(module / "quiz.yaml").module, Quiz(module / "quiz.yaml").part) == (
        "02-sample",
        "quiz",
    )
    assert Confidence("end", "en", module).part == "confidence-end"
    parts = Progress("nb", module).modules[0]["parts"]
    assert [part["id"] for part in parts] == ["quiz", "case-anna"]


def test_facts_are_sent_with_their_sources_and_no_note_to_authors(module: Path) -> None:
    quiz = Quiz(module / "quiz.yaml")
    assert quiz.cites == {"a-fact": ["Woolf 2011"]}
    assert quiz.references == {"Woolf 2011": "woolf-2011"}


def test_a_quiz_stands_without_a_reference_list_or_module_file(module: Path) -> None:
    (module / "module.yaml").unlink()
    (module.parent / "references.yaml").write_text("not: [a, list", "utf-8")
    quiz = Quiz(module / "quiz.yaml")
    assert (quiz.objectives, quiz.references) == ({}, {})


@pytest.mark.parametrize("text", [None, "title: {nb: Hei}\n", "items: [\n"])
def test_a_faulty_file_stops_its_widget_with_file_and_line(module: Path, text: str | None) -> None:
    path = module / "quiz.yaml"
    path.unlink() if text is None else path.write_text(text, "utf-8")
    with pytest.raises(ContentError, match=r"quiz\.yaml:\d+: "):
        Quiz(path)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("modules/*/cases/*.yaml")), ids=lambda p: f"{p.parts[-3][:2]}-{p.stem}"
)
def test_every_case_of_the_course_can_be_made_and_stays_small(path: Path, lang: Lang) -> None:
    assert len(json.dumps(CasePlayer(path, lang).content)) < 60_000
