"""What a package says of itself, in the standards' own XML: imsmanifest.xml and cmi5.xml.

SCORM 1.2 and SCORM 2004 4th Edition, Content Aggregation Model (Advanced Distributed Learning);
cmi5 Specification Profile for xAPI, Quartz 1st Edition, section 13 (course structure).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree as ET

from course.export.package import LAUNCH, About, plain
from course.export.xml import XSI, document, element
from widgets.text import Lang

HOME = "https://github.com/smerte-og-arbeid/smerte-og-arbeid/"
"""Begins the names (IRIs) of the course's activities; a name, whether or not a page is there."""
_CP12 = "http://www.imsproject.org/xsd/imscp_rootv1p1p2"
_ADL12 = "http://www.adlnet.org/xsd/adlcp_rootv1p2"
_CP = "http://www.imsglobal.org/xsd/imscp_v1p1"
_ADL = "http://www.adlnet.org/xsd/adlcp_v1p3"
_SEQ = "http://www.imsglobal.org/xsd/imsss"
_CMI5 = "https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"


def manifest(about: About, files: Iterable[str]) -> tuple[str, bytes]:
    """Return the name and the content of a package's own description."""
    if about.kind == "cmi5":
        return "cmi5.xml", document(_course_structure(about))
    make = _scorm12 if about.kind == "scorm12" else _scorm2004
    return "imsmanifest.xml", document(make(about, sorted(files)))


def iri(about: About) -> str:
    """Return the name of a package's activity: the same in every version and language."""
    return f"{HOME}{about.name}"


def _title(about: About) -> str:
    return plain(about.title[about.langs[0]])


def _item(about: About, *more: ET.Element) -> ET.Element:
    return element(
        "item",
        {"identifier": "item-1", "identifierref": "resource-1", "isvisible": "true"},
        element("title", {}, _title(about)),
        *more,
    )


def _scorm12(about: About, files: Sequence[str]) -> ET.Element:
    return element(
        "manifest",
        {
            "identifier": about.id,
            "version": "1.0",
            "xmlns": _CP12,
            "xmlns:adlcp": _ADL12,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{_CP12} imscp_rootv1p1p2.xsd {_ADL12} adlcp_rootv1p2.xsd",
        },
        *_about(about, "1.2", _item(about)),
        element("resources", {}, _resource("adlcp:scormtype", files)),
    )


def _scorm2004(about: About, files: Sequence[str]) -> ET.Element:
    # What is reported is the course's own; the platform adds nothing to it.
    sequencing = element(
        "imsss:sequencing",
        {},
        element(
            "imsss:deliveryControls",
            {"completionSetByContent": "true", "objectiveSetByContent": "true"},
        ),
    )
    return element(
        "manifest",
        {
            "identifier": about.id,
            "version": "1.0",
            "xmlns": _CP,
            "xmlns:adlcp": _ADL,
            "xmlns:imsss": _SEQ,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{_CP} imscp_v1p1.xsd {_ADL} adlcp_v1p3.xsd "
            f"{_SEQ} imsss_v1p0.xsd",
        },
        *_about(about, "2004 4th Edition", _item(about, sequencing)),
        element("resources", {}, _resource("adlcp:scormType", files)),
    )


def _about(about: About, version: str, item: ET.Element) -> Iterator[ET.Element]:
    """Yield what both editions say alike: which ``version``, and the one ``item`` there is."""
    yield element(
        "metadata",
        {},
        element("schema", {}, "ADL SCORM"),
        element("schemaversion", {}, version),
    )
    yield element(
        "organizations",
        {"default": "organization-1"},
        element(
            "organization",
            {"identifier": "organization-1"},
            element("title", {}, _title(about)),
            item,
        ),
    )


def _resource(kind: str, files: Sequence[str]) -> ET.Element:
    return element(
        "resource",
        {"identifier": "resource-1", "type": "webcontent", kind: "sco", "href": LAUNCH},
        *(element("file", {"href": name}) for name in files),
    )


def _course_structure(about: About) -> ET.Element:
    def said(tag: str, texts: dict[Lang, str]) -> ET.Element:
        return element(
            tag,
            {},
            *(element("langstring", {"lang": lang}, plain(texts[lang])) for lang in about.langs),
        )

    how = {"id": f"{iri(about)}/au", "moveOn": "Completed", "launchMethod": "AnyWindow"}
    if about.needed:
        how["masteryScore"] = f"{about.needed:g}"
    return element(
        "courseStructure",
        {"xmlns": _CMI5},
        element(
            "course",
            {"id": iri(about)},
            said("title", about.title),
            said("description", about.text),
        ),
        element(
            "au",
            how,
            said("title", about.title),
            said("description", about.text),
            element("url", {}, LAUNCH),
        ),
    )
