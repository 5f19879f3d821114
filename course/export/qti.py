"""The item bank as QTI 3.0: an item for each question, a test with a section for each module.

1EdTech, Question and Test Interoperability 3.0: Assessment, Section and Item Information Model,
and its XML binding. The package is an IMS content package with items, test and imsmanifest.xml.
"""

from __future__ import annotations

from collections.abc import Iterable
from xml.etree import ElementTree as ET

from course.export.archive import zipped
from course.export.items import Section
from course.export.qti_item import assessment_item
from course.export.xml import XSI, document, element
from widgets.text import Lang

ASI = "http://www.imsglobal.org/xsd/imsqtiasi_v3p0"
_ASI_XSD = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd"
_CP = "http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1"
_CP_XSD = "https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqtiv3p0_imscpv1p2_v1p0.xsd"


def qti_package(title: str, sections: Iterable[Section], lang: Lang) -> bytes:
    """Return the questions of ``sections`` as one content package."""
    sections = list(sections)
    files = {
        f"items/{item.id}.xml": document(_rooted(assessment_item(item, lang)))
        for section in sections
        for item in section.items
    }
    files["test.xml"] = document(_rooted(_test(title, sections)))
    files["imsmanifest.xml"] = document(_manifest(sections))
    return zipped(files)


def _rooted(root: ET.Element) -> ET.Element:
    root.set("xmlns", ASI)
    root.set("xmlns:xsi", XSI)
    root.set("xsi:schemaLocation", f"{ASI} {_ASI_XSD}")
    return root


def _test(title: str, sections: list[Section]) -> ET.Element:
    made = [
        element(
            "qti-assessment-section",
            {"identifier": f"s-{section.slug}", "title": section.title, "visible": "true"},
            *(
                element(
                    "qti-assessment-item-ref",
                    {"identifier": f"r-{item.id}", "href": f"items/{item.id}.xml"},
                )
                for item in section.items
            ),
        )
        for section in sections
    ]
    part = {"identifier": "part", "navigation-mode": "nonlinear", "submission-mode": "individual"}
    return element(
        "qti-assessment-test",
        {"identifier": "smerte-og-arbeid", "title": title},
        element("qti-test-part", part, *made),
    )


def _manifest(sections: list[Section]) -> ET.Element:
    items = [item for section in sections for item in section.items]
    test = element(
        "resource",
        {"identifier": "test", "type": "imsqti_test_xmlv3p0", "href": "test.xml"},
        element("file", {"href": "test.xml"}),
        *(element("dependency", {"identifierref": f"i-{item.id}"}) for item in items),
    )
    return element(
        "manifest",
        {
            "identifier": "smerte-og-arbeid.questions",
            "xmlns": _CP,
            "xmlns:xsi": XSI,
            "xsi:schemaLocation": f"{_CP} {_CP_XSD}",
        },
        element(
            "metadata",
            {},
            element("schema", {}, "QTI Package"),
            element("schemaversion", {}, "3.0.0"),
        ),
        element("organizations"),
        element(
            "resources",
            {},
            test,
            *(
                element(
                    "resource",
                    {
                        "identifier": f"i-{item.id}",
                        "type": "imsqti_item_xmlv3p0",
                        "href": f"items/{item.id}.xml",
                    },
                    element("file", {"href": f"items/{item.id}.xml"}),
                )
                for item in items
            ),
        ),
    )
