"""An outline of the course as a Common Cartridge 1.3: modules, links to them, and their questions.

1EdTech, Common Cartridge 1.3: the organisation is a tree of modules; questions are QTI 1.2 in the
cartridge's profile, which has choice and true or false, and no number with a tolerance, order or
pairs: those are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from xml.etree import ElementTree as ET

from course.catalogue import Module
from course.export.archive import zipped
from course.export.items import Section
from course.export.package import plain
from course.export.xml import XSI, document, element
from widgets.content.quiz import QuizItem, Several, Single, TrueFalse
from widgets.text import Lang

_CP = "http://www.imsglobal.org/xsd/imsccv1p3/imscp_v1p1"
_LOM = "http://ltsc.ieee.org/xsd/imsccv1p3/LOM/manifest"
_LINK = "http://www.imsglobal.org/xsd/imsccv1p3/imswl_v1p3"
_QTI = "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"
_PROFILE = "http://www.imsglobal.org/profile/cc/ccv1p3"
_XSD = {
    _CP: f"{_PROFILE}/ccv1p3_imscp_v1p2_v1p0.xsd",
    _LOM: f"{_PROFILE}/LOM/ccv1p3_lommanifest_v1p0.xsd",
    _LINK: f"{_PROFILE}/ccv1p3_imswl_v1p3.xsd",
    _QTI: f"{_PROFILE}/ccv1p3_qtiasiv1p2p1_v1p0.xsd",
}
_WORDS = {
    "nb": {"page": "Om modulen", "goals": "Etter modulen kan du", "open": "Åpne modulen",
           "quiz": "Spørsmål", True: "Sant", False: "Usant"},
    "en": {"page": "About the module", "goals": "After this module you can",
           "open": "Open the module", "quiz": "Questions", True: "True", False: "False"},
}  # fmt: skip
FITS = (Single, Several, TrueFalse)


def left_out(sections: Sequence[Section]) -> int:
    """Return how many questions a cartridge has no form for."""
    return sum(not isinstance(item, FITS) for section in sections for item in section.items)


def cartridge(
    title: str, modules: Sequence[Module], sections: Sequence[Section], lang: Lang, site: str
) -> bytes:
    """Return the outline; with ``site``, where the course is hosted, links lead to its modules."""
    words = _WORDS[lang]
    files: dict[str, bytes] = {}
    resources, tree = [], []
    quizzes = {section.slug: section for section in sections}

    def resource(name: str, kind: str, path: str, content: bytes, **more: str) -> str:
        files[path] = content
        about = {"identifier": name, "type": kind, **more}
        resources.append(element("resource", about, element("file", {"href": path})))
        return name

    for module in modules:
        slug = module.slug
        page = f"{slug}/index.html"
        rows = [(words["page"], resource(f"page-{slug}", "webcontent", page, _page(module, lang),
                                         href=page))]  # fmt: skip
        if site:
            address = f"{site.rstrip('/')}/{lang}/{slug}/"
            link = _weblink(module.title(lang), address)
            rows.append((words["open"], resource(f"link-{slug}", "imswl_xmlv1p3",
                                                 f"{slug}/link.xml", link)))  # fmt: skip
        items = [item for item in quizzes[slug].items if isinstance(item, FITS)] if (
            slug in quizzes) else []  # fmt: skip
        if items:
            said = f"{words['quiz']}: {module.title(lang)}"
            rows.append((said, resource(f"quiz-{slug}",
                                        "imsqti_xmlv1p2/imscc_xmlv1p3/assessment",
                                        f"{slug}/questions.xml",
                                        _assessment(slug, said, items, lang))))  # fmt: skip
        heading = f"{module.number}. {module.title(lang)}"
        tree.append(
            element(
                "item",
                {"identifier": f"module-{slug}"},
                element("title", {}, heading),
                *(
                    element(
                        "item",
                        {"identifier": f"item-{name}", "identifierref": name},
                        element("title", {}, text),
                    )
                    for text, name in rows
                ),
            )
        )
    files["imsmanifest.xml"] = document(_manifest(title, lang, tree, resources))
    return zipped(files)


def _manifest(
    title: str, lang: Lang, tree: list[ET.Element], resources: list[ET.Element]
) -> ET.Element:
    named = element("lomimscc:title", {}, element("lomimscc:string", {"language": lang}, title))
    return element(
        "manifest",
        {
            "identifier": f"smerte-og-arbeid.outline-{lang}",
            "xmlns": _CP,
            "xmlns:lomimscc": _LOM,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{_CP} {_XSD[_CP]} {_LOM} {_XSD[_LOM]}",
        },
        element(
            "metadata",
            {},
            element("schema", {}, "IMS Common Cartridge"),
            element("schemaversion", {}, "1.3.0"),
            element("lomimscc:lom", {}, element("lomimscc:general", {}, named)),
        ),
        element(
            "organizations",
            {},
            element(
                "organization",
                {"identifier": "outline", "structure": "rooted-hierarchy"},
                element("item", {"identifier": "root"}, *tree),
            ),
        ),
        element("resources", {}, *resources),
    )


def _page(module: Module, lang: Lang) -> bytes:
    assert module.info is not None
    goals = "".join(f"<li>{escape(goal.text.in_(lang))}</li>" for goal in module.info.objectives)
    title = escape(module.title(lang))
    html = (
        f'<!doctype html>\n<html lang="{lang}"><head><meta charset="utf-8"><title>{title}</title>'
        f"</head><body><h1>{title}</h1><p>{escape(plain(module.info.summary.in_(lang)))}</p>"
        f"<p>{module.info.minutes} min</p><h2>{_WORDS[lang]['goals']}</h2><ul>{goals}</ul>"
        "</body></html>\n"
    )
    return html.encode()


def _weblink(title: str, address: str) -> bytes:
    return document(
        element(
            "webLink",
            {
                "xmlns": _LINK,
                "xmlns:xsi": XSI,
                "xsi:schemaLocation": f"{_LINK} {_XSD[_LINK]}",
            },
            element("title", {}, title),
            element("url", {"href": address, "target": "_blank"}),
        )
    )


def _metadata(**fields: str) -> ET.Element:
    return element(
        "qtimetadata",
        {},
        *(
            element(
                "qtimetadatafield",
                {},
                element("fieldlabel", {}, label),
                element("fieldentry", {}, entry),
            )
            for label, entry in fields.items()
        ),
    )


def _assessment(slug: str, title: str, items: Sequence[QuizItem], lang: Lang) -> bytes:
    about = {"cc_profile": "cc.exam.v0p1", "qmd_assessmenttype": "Examination",
             "qmd_scoretype": "Percentage", "cc_maxattempts": "unlimited"}  # fmt: skip
    return document(
        element(
            "questestinterop",
            {"xmlns": _QTI, "xmlns:xsi": XSI, "xsi:schemaLocation": f"{_QTI} {_XSD[_QTI]}"},
            element(
                "assessment",
                {"ident": f"questions-{slug}", "title": title},
                _metadata(**about),
                element("section", {"ident": "root"}, *(_item(item, lang) for item in items)),
            ),
        )
    )


def _mattext(text: str) -> ET.Element:
    return element("material", {}, element("mattext", {"texttype": "text/plain"}, text))


def _item(item: QuizItem, lang: Lang) -> ET.Element:
    if isinstance(item, TrueFalse):
        kind, many = "true_false", False
        said = {True: item.feedback.when_true, False: item.feedback.when_false}
        rows = [
            (str(value).lower(), str(_WORDS[lang][value]), item.answer is value,
             said[value].in_(lang))
            for value in (True, False)
        ]  # fmt: skip
    else:
        assert isinstance(item, (Single, Several))
        many = isinstance(item, Several)
        kind = "multiple_response" if many else "multiple_choice"
        rows = [
            (option.id, option.text.in_(lang), option.right, option.feedback.in_(lang))
            for option in item.options
        ]
    labels = (element("response_label", {"ident": name}, _mattext(text)) for name, text, *_ in rows)
    chosen = element(
        "response_lid",
        {"ident": "response", "rcardinality": "Multiple" if many else "Single"},
        element("render_choice", {}, *labels),
    )
    outcomes = element(
        "outcomes",
        {},
        element("decvar", {"maxvalue": "100", "minvalue": "0", "varname": "SCORE",
                           "vartype": "Decimal"}),
    )  # fmt: skip
    tells = [
        element(
            "respcondition",
            {"continue": "Yes"},
            element("conditionvar", {}, _equal(name)),
            element("displayfeedback", {"feedbacktype": "Response", "linkrefid": f"{name}_fb"}),
        )
        for name, *_ in rows
    ]
    return element(
        "item",
        {"ident": item.id, "title": item.id},
        element("itemmetadata", {}, _metadata(cc_profile=f"cc.{kind}.v0p1")),
        element("presentation", {}, _mattext(item.prompt.in_(lang)), chosen),
        element("resprocessing", {}, outcomes, *tells, _scored(rows, many)),
        *(
            element("itemfeedback", {"ident": f"{name}_fb"},
                    element("flow_mat", {}, _mattext(feedback)))
            for name, _, _, feedback in rows
        ),
    )  # fmt: skip


def _equal(name: str) -> ET.Element:
    return element("varequal", {"respident": "response"}, name)


def _scored(rows: Sequence[tuple[str, str, bool, str]], many: bool) -> ET.Element:
    if many:
        all_right = [
            _equal(name) if right else element("not", {}, _equal(name))
            for name, _, right, _ in rows
        ]
        condition = element("conditionvar", {}, element("and", {}, *all_right))
    else:
        condition = element("conditionvar", {}, *(_equal(row[0]) for row in rows if row[2]))
    return element(
        "respcondition",
        {"continue": "No"},
        condition,
        element("setvar", {"action": "Set", "varname": "SCORE"}, "100"),
    )
