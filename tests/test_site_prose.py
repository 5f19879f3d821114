"""A cell's text becomes safe HTML, with each term linked once and each picture's ids its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from course.references import References, reference_list
from course.schema import Reference, Term
from course.site.foreign import Foreign
from course.site.prose import Linker, prose
from course.site.still import only_here
from widgets.text import Lang

WORDS = {"nb": "En brief intervention er kort.", "en": "It is short."}


def linker(lang: Lang = "nb") -> Linker:
    pair = {"nb": "smerteterskel", "en": "pain threshold"}
    terms = [
        {
            "id": "pain-threshold",
            "term": pair,
            "forms": {"nb": ["smerteterskelen"]},
            "definition": {"nb": "Der <noe> gjør vondt.", "en": "Where it hurts."},
        },
        {"id": "pain", "term": {"nb": "smerte", "en": "pain"}, "definition": pair},
    ]
    return Linker([Term.model_validate(term) for term in terms], lang, "../glossary/")


def test_a_term_is_linked_in_any_of_its_forms_the_first_time_only() -> None:
    html = prose("Smerteterskelen er lav.\n\nEn smerteterskel.", linker())
    assert html.count('href="../glossary/#pain-threshold"') == 1
    assert ">Smerteterskelen</a>" in html and "<p>En smerteterskel.</p>" in html


def test_a_term_within_a_word_a_heading_or_a_link_is_not_linked() -> None:
    text = (
        "## Smerte\n\nSmertefri, smerte-angst og [smerte](#ref-x).\n\n| smerte |\n|---|\n| smerte |"
    )
    assert "glossary" not in prose(text, linker())


def test_the_longest_term_wins() -> None:
    html = prose("The pain threshold and pain.", linker("en"))
    assert ">pain threshold</a>" in html and ">pain</a>" in html


def test_the_definition_is_beside_the_term_and_escaped() -> None:
    html = prose("smerteterskel", linker())
    assert 'aria-describedby="term-pain-threshold"' in html
    assert 'role="tooltip" id="term-pain-threshold">Der &lt;noe&gt; gjør vondt.' in html


@given(st.text(max_size=200))
def test_no_text_becomes_a_tag_that_markdown_does_not_have(text: str) -> None:
    html = prose(f"{text}<script>alert(1)</script><img src=x onerror=y>", linker())
    assert "<script" not in html and "<img src=x" not in html


def test_a_number_stays_with_its_percent_sign() -> None:
    assert "28,5\u00a0%" in prose("Det er 28,5 % av alle.")
    followed = '<span data-follows="graded-leave" data-value="work">25</span>'
    assert f"{followed}\u00a0% arbeid" in prose(f"Det er {followed} % arbeid.")


def test_ids_in_pictures_are_unique_and_still_point_to_each_other() -> None:
    svg = (
        '<svg aria-labelledby="t"><title id="t">x</title><g id="axes_1"/>'
        '<path id="c"/><g clip-path="url(#c)"/><use href="#c"/></svg>'
    )
    html = only_here(f'<figure id="f">{svg}{svg}</figure>', "wind-up")
    assert 'id="axes_1"' not in html and '<figure id="f">' in html
    for number in (1, 2):
        assert f'aria-labelledby="wind-up-{number}-t"' in html
        assert html.count(f"wind-up-{number}-c") == 3


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_a_module_lists_what_its_text_and_its_facts_cite(
    lang: Lang, monkeypatch: pytest.MonkeyPatch
) -> None:
    for folder in {path.parent for path in ROOT.glob("modules/*/module.yaml")}:
        monkeypatch.chdir(folder)
        html = References(lang=lang)._repr_html_()
        text = Path(f"{lang}.ipynb").read_text("utf-8")
        cited = {part.split(")")[0] for part in text.split("](#ref-")[1:]}
        assert cited
        assert all(f'<li id="ref-{name}">' in html for name in cited)


def test_a_module_lists_what_its_figures_name_with_notes_in_the_readers_language() -> None:
    listed = References("nb", ROOT / "modules" / "04-sensitisation-and-attention")
    # Named by the figure of wind-up only, and by no link in the text.
    assert "britton-1996" in {entry.id for entry in listed.entries}
    folder = ROOT / "modules" / "03-understanding-pain"
    assert "Nevnt i Diakonhjemmets veileder" in References("nb", folder)._repr_html_()
    assert "Named in" not in References("nb", folder)._repr_html_()
    assert "Named in the guide from Diakonhjemmet" in References("en", folder)._repr_html_()


def test_words_of_the_other_language_are_marked_in_text_links_terms_and_headings() -> None:
    terms = [{"id": "bi", "term": {"nb": "brief intervention", "en": "x"}, "definition": WORDS}]
    found = Foreign(("brief intervention", "Work Ability Index"), "en")
    how = Linker([Term.model_validate(term) for term in terms], "nb", "../glossary/", found)
    html = prose("## Brief intervention\n\nEn *brief intervention*, målt ved [WAI](#x).", how)
    assert '<h2><span lang="en">Brief intervention</span></h2>' in html
    assert html.count('<span lang="en">brief intervention</span>') == 2  # the term and its tip
    assert '<a href="#x">WAI</a>' in html
    assert prose("[Work Ability Index](#x) < 3", foreign=found) == (
        '<p><a href="#x"><span lang="en">Work Ability Index</span></a> &lt; 3</p>\n'
    )
    assert found.html("Briefs & brief interventions") == "Briefs &amp; brief interventions"


def test_a_reference_in_the_other_language_says_so() -> None:
    entry = {"id": "a", "cite": "Berge 2013", "text": "Berge T. Se mulighetene.", "lang": "nb"}
    berge = Reference.model_validate(entry)
    assert '<span lang="nb">Berge T. Se mulighetene.</span>' in reference_list([berge], "en")
    assert "<span" not in reference_list([berge], "nb")


def test_a_table_is_named_by_its_heading_and_its_heads_say_which_way_they_point() -> None:
    html = prose("## Fire *tall*\n\n| Tall | Kilde |\n|---|---|\n| 30 % | HUNT |\n| 25 % | X |")
    assert '<table aria-label="Fire tall">' in html
    assert html.count('<th scope="col">') == html.count('<th scope="row">') == 2
    assert "<td>HUNT</td>" in html and html.count("</th>") == 4
