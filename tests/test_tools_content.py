"""The tools' content files: what is whole is read in both languages, what is not is pointed at."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from widgets.content.loader import ContentError, load
from widgets.text import LANGS, words_beside
from widgets.tools import diamond, mechanism_sorter
from widgets.tools.cites import cites_of
from widgets.tools.diamond import Diamond
from widgets.tools.diamond_content import CORNERS, DiamondContent
from widgets.tools.mechanism_content import MECHANISMS, MechanismContent
from widgets.tools.mechanism_sorter import MechanismSorter

DIAMOND = """\
title: {nb: Said og stigen, en: Said and the ladder}
story:
  nb: |
    Said er elektriker.

    «Jeg våkner **stiv**, og så sier jeg nei.»
  en: |
    Said is an electrician.

    “I wake up **stiff**, and then I say no.”
phrases:
- id: stiff
  text: {nb: stiv om morgenen, en: stiff in the morning}
  corner: body
  feedback: {nb: Dette kjennes i kroppen., en: This is noticed in the body.}
- id: snap
  text: {nb: «nå ryker noe», en: “something will snap”}
  corner: thoughts
  feedback: {nb: En tanke om fare., en: A thought about danger.}
- id: scared
  text: {nb: redd for stigen, en: scared of the ladder}
  corner: feelings
  feedback: {nb: Frykt er en følelse., en: Fear is a feeling.}
- id: declines
  text: {nb: sier nei til oppdrag, en: turns jobs down}
  corner: actions
  feedback: {nb: Noe han gjør., en: Something he does.}
- id: boss
  text: {nb: sjefen har sluttet å spørre, en: the boss has stopped asking}
  corner: surroundings
  feedback: {nb: Noe rundt ham., en: Something around him.}
arrows:
- {from: thoughts, to: feelings, text: {nb: Tanken skremmer ham., en: The thought scares him.}}
- {from: feelings, to: actions, text: {nb: Frykten sier nei., en: Fear says no.}}
changeable:
- {id: declines, why: {nb: Han kan ta et lite oppdrag., en: He can take a small job.}}
facts: [diamond-model, catastrophising-amplifies]
"""

MECHANISMS_FILE = """\
title: {nb: "Hvilken mekanisme?", en: "Which mechanism?"}
intro: {nb: Les om to pasienter., en: Read about two patients.}
patients:
- id: knee
  text: {nb: Vondt i ett kne i trapper., en: Pain in one knee on stairs.}
  answer: [nociceptive]
  why: {nb: Ett sted og ved belastning., en: One place and under load.}
  each:
    nociplastic: {nb: Smerten er ikke utbredt., en: The pain is not widespread.}
  check_first: {nb: Undersøk kneet., en: Examine the knee.}
  facts: [three-pain-types]
- id: said
  name: {nb: Said, en: Said}
  text: {nb: Leddgikt i ro og vondt mange steder., en: Quiet arthritis and pain in many places.}
  answer: [nociceptive, nociplastic]
  why: {nb: Smerten er sammensatt., en: The pain is mixed.}
  check_first: {nb: Se etter betennelse., en: Look for inflammation.}
  facts: [consider-comorbid-fm]
"""

FACTS = """\
- {id: catastrophising-amplifies, refs: [Hammer 2018, Wertli 2014]}
- {id: diamond-model}
- {id: consider-comorbid-fm, refs: [Provan 2021]}
- {id: three-pain-types, refs: [report ref 17]}
"""


def write_module(folder: Path) -> Path:
    """Write a small module with both tools below ``folder``; return the module's folder."""
    module = folder / "modules" / "03-understanding-pain"
    module.mkdir(parents=True)
    (module / "diamond.yaml").write_text(DIAMOND, "utf-8")
    (module / "mechanisms.yaml").write_text(MECHANISMS_FILE, "utf-8")
    (module.parent / "facts.yaml").write_text(FACTS, "utf-8")
    return module


@pytest.fixture
def module(tmp_path: Path) -> Path:
    return write_module(tmp_path)


@pytest.mark.parametrize("lang", LANGS)
def test_tools_take_their_content_in_one_language(module: Path, lang: str) -> None:
    widget = Diamond(module / "diamond.yaml", lang=lang)
    assert widget.module == "03-understanding-pain"
    assert widget.part == "diamond"
    written = yaml.safe_load(DIAMOND)
    assert widget.content["title"] == written["title"][lang]
    assert widget.content["arrows"][0] == {
        "from": "thoughts",
        "to": "feelings",
        "text": written["arrows"][0]["text"][lang],
    }
    sorter = MechanismSorter(module / "mechanisms.yaml", lang=lang)
    assert sorter.part == "mechanism-sorter"
    assert list(sorter.content["patients"][0]["each"]) == ["nociplastic"]
    assert "name" not in sorter.content["patients"][0]


def test_facts_bring_their_sources_but_not_the_documents_inner_numbers(module: Path) -> None:
    widget = Diamond(module / "diamond.yaml")
    assert widget.cites == {"catastrophising-amplifies": ["Hammer 2018", "Wertli 2014"]}
    assert MechanismSorter(module / "mechanisms.yaml").cites == {
        "consider-comorbid-fm": ["Provan 2021"]
    }


def test_every_source_that_is_shown_stands_in_the_reference_list(tmp_path: Path) -> None:
    (tmp_path / "facts.yaml").write_text(
        "- {id: both, refs: [Hammer 2018, a conference], source: [{document: '001'}]}\n"
        "- {id: note-only, refs: [a conference], source: [{document: '001'}, {document: '001'}]}\n"
        "- {id: unknown, refs: [a conference], source: [{document: '009'}]}\n",
        "utf-8",
    )
    (tmp_path / "references.yaml").write_text(
        "- {id: hammer-2018, cite: Hammer 2018, text: Hammer HB.}\n"
        "- {id: a-review, cite: A review 2018, text: A review., document: '001'}\n",
        "utf-8",
    )
    assert cites_of(["both", "note-only", "unknown"], tmp_path / "module.yaml") == {
        "both": ["Hammer 2018"],
        "note-only": ["A review 2018"],
    }


def test_without_a_fact_list_there_are_no_cites(tmp_path: Path) -> None:
    assert cites_of(["diamond-model"], tmp_path / "nowhere" / "diamond.yaml") == {}


@pytest.mark.parametrize(
    ("old", "new", "marker", "said"),
    [
        ("en: Said and the ladder}", "}", "title:", "English text is missing"),
        ("corner: thoughts", "corner: mind", "corner: mind", "surroundings"),
        ("id: snap", "id: stiff", "- id: stiff\n  text: {nb: «", "earlier phrase"),
        ("id: declines, why", "id: nobody, why", "id: nobody, why", "no phrase has this id"),
        ("to: feelings, text", "to: thoughts, text", "to: thoughts, text", "to itself"),
        ("corner: body", "corner: actions", "phrases:", "no phrase belongs in the body"),
        ("facts: [diamond-model, catastrophising-amplifies]", "facts: []", "facts:", "too little"),
        ("changeable:", "changeabel:", "changeabel:", "'changeabel' is not a key here"),
    ],
)
def test_a_broken_diamond_names_the_line_and_the_fault(
    module: Path, old: str, new: str, marker: str, said: str
) -> None:
    text = DIAMOND.replace(old, new, 1)
    assert text != DIAMOND
    (module / "diamond.yaml").write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        load(module / "diamond.yaml", DiamondContent)
    # The line is that of the first line of the marked text in the broken file.
    line = text[: text.index(marker)].count("\n") + 1
    assert any(
        said in f"{fault.what} {fault.mend}"
        and fault.line == line
        and fault.file == "modules/03-understanding-pain/diamond.yaml"
        for fault in caught.value.faults
    ), str(caught.value)


@pytest.mark.parametrize(
    ("old", "new", "marker", "said"),
    [
        ("answer: [nociceptive]", "answer: [nocicepive]", "answer: [nocicepive]", "nociceptive"),
        ("answer: [nociceptive]", "answer: []", "answer: []", "too little"),
        ("[nociceptive, nociplastic]", "[nociplastic, nociplastic]", "answer: [nociplastic", "twi"),
        ("- id: said", "- id: knee", "- id: knee\n  name", "earlier patient"),
        ("en: Examine the knee.", "en: ''", "check_first: {nb: Undersøk", "English text is empty"),
    ],
)
def test_a_broken_sorter_names_the_line_and_the_fault(
    module: Path, old: str, new: str, marker: str, said: str
) -> None:
    text = MECHANISMS_FILE.replace(old, new, 1)
    assert text != MECHANISMS_FILE
    (module / "mechanisms.yaml").write_text(text, "utf-8")
    with pytest.raises(ContentError) as caught:
        load(module / "mechanisms.yaml", MechanismContent)
    line = text[: text.index(marker)].count("\n") + 1
    assert any(
        said in f"{fault.what} {fault.mend}" and fault.line == line for fault in caught.value.faults
    ), str(caught.value)


class Balanced(HTMLParser):
    """Fails when an end tag does not close the element that is open."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.mark.parametrize("lang", LANGS)
def test_the_still_diamond_has_story_picture_and_phrases_but_no_solution(
    module: Path, lang: str
) -> None:
    widget = Diamond(module / "diamond.yaml", lang=lang)
    html = widget.still_html()
    parser = Balanced()
    parser.feed(html)
    assert parser.open == []
    assert "<strong>stiv</strong>" in html or "<strong>stiff</strong>" in html
    for corner in CORNERS:
        assert f">{widget.words['corners'][corner]['title']}</text>" in html
    for phrase in widget.content["phrases"]:
        assert phrase["text"] in html
        assert phrase["feedback"] not in html
    assert 'role="img"' in html and "aria-label=" in html


@pytest.mark.parametrize("lang", LANGS)
def test_the_still_sorter_has_the_patients_but_no_answers(module: Path, lang: str) -> None:
    widget = MechanismSorter(module / "mechanisms.yaml", lang=lang)
    html = widget.still_html()
    for patient in widget.content["patients"]:
        assert patient["text"] in html
        assert patient["why"] not in html
        assert patient["check_first"] not in html
    for mechanism in MECHANISMS:
        assert widget.words["mechanisms"][mechanism]["title"] in html


@pytest.mark.parametrize("source", [diamond.__file__, mechanism_sorter.__file__])
def test_the_words_are_the_same_tree_in_both_languages(source: str) -> None:
    def keys(tree: object) -> object:
        return {k: keys(v) for k, v in tree.items()} if isinstance(tree, dict) else type(tree)

    bokmal, english = (words_beside(source, lang) for lang in LANGS)
    assert keys(bokmal) == keys(english)
    holes = [
        (one, other)
        for one, other in zip(flat(bokmal), flat(english), strict=True)
        if {p.split("}")[0] for p in one.split("{")[1:]}
        != {p.split("}")[0] for p in other.split("{")[1:]}
    ]
    assert holes == [], "these texts leave different places open"


def flat(tree: object) -> list[str]:
    """Return every text of the tree, in order."""
    if isinstance(tree, dict):
        return [text for value in tree.values() for text in flat(value)]
    if isinstance(tree, list):
        return [text for value in tree for text in flat(value)]
    return [str(tree)]
