"""The rule of the certificate: what must be passed, and what stands on the paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from course.catalogue import read_course
from course.schema import ModuleInfo
from widgets.content.loader import ContentError, Fault, load, shown
from widgets.content.text import Id, Strict, Text
from widgets.forms.form_content import FormContent, FreeText

RULE = Path("assignments", "certificate.yaml")
"""Where the rule lies, from the course's folder."""


class Own(Strict):
    """What one assignment asks for, when it is not what all ask for.

    ``share`` is of the points: of all of them, or of those of the forms alone (not the texts).
    ``texts`` names free texts (such as ``letter``) and the share of its points that each needs,
    ``lines`` single lines of a rubric (such as ``letter-safety``) and the points each needs.
    """

    assignment: Id
    share: float | None = Field(default=None, gt=0, le=1)
    counts: Literal["all", "forms"] = "all"
    texts: dict[Id, Annotated[float, Field(gt=0, le=1)]] = {}
    lines: dict[Id, float] = {}


class Issuer(Strict):
    """Who gives the certificate; ``url`` is the issuer's web page, if there is one."""

    name: Text
    url: Annotated[str, Field(pattern=r"^https://[^\s/]+")] | None = None


class CertificateRule(Strict):
    """``assignments/certificate.yaml``."""

    name: Text
    description: Text
    criteria: Text
    issuer: Issuer
    assignments: Literal["all"] | Annotated[list[Id], Field(min_length=1)] = "all"
    share: float = Field(gt=0, le=1)
    own: list[Own] = []
    modules: Literal["all"] | Annotated[list[str], Field(min_length=1)] = "all"
    hours: float | None = Field(default=None, gt=0, le=500)

    def needs(self, assignment: str) -> Own:
        """Return what ``assignment`` asks for, with its share filled in."""
        own = next((one for one in self.own if one.assignment == assignment), None)
        if own is None:
            return Own(assignment=assignment, share=self.share)
        return own.model_copy(update={"share": own.share or self.share})


@dataclass(frozen=True)
class Certified:
    """A rule with all that it points to: the assignments to pass and the modules to name."""

    rule: CertificateRule
    needs: tuple[Own, ...]
    modules: tuple[ModuleInfo, ...]

    @property
    def hours(self) -> float:
        """The hours that the rule says, else those of the modules, to the nearest half hour."""
        minutes = sum(module.minutes for module in self.modules)
        return self.rule.hours or round(minutes / 30) / 2


def _unknown(root: Path, own: Own) -> list[str]:
    """Return the texts and lines that the form does not have: nobody would pass, and no-one why."""
    try:
        form = load(root / "assignments" / "forms" / f"{own.assignment}.yaml", FormContent)
    except ContentError as error:
        return [f"whole form: {error.faults[0].what}"] if own.texts or own.lines else []
    texts = [one for one in form.questions if isinstance(one, FreeText)]
    lines = {f"{one.id}-{line.id}" for one in texts for line in one.rubric}
    return [f"text '{name}'" for name in own.texts if name not in {one.id for one in texts}] + [
        f"line '{name}'" for name in own.lines if name not in lines
    ]


def read_rule(root: Path, path: Path | None = None) -> Certified:
    """Return the rule of the course in ``root``.

    Raises ``ContentError`` when the file is faulty, or names what the course does not have.
    """
    path = path or root / RULE
    rule = load(path, CertificateRule)
    forms = {form.stem for form in (root / "assignments" / "forms").glob("*.yaml")}
    modules = {module.slug: module for module in read_course(root).modules}
    names = sorted(forms) if rule.assignments == "all" else rule.assignments
    slugs = list(modules) if rule.modules == "all" else rule.modules
    asked = {*names, *(own.assignment for own in rule.own)}
    strange = [f"there is no assignment '{name}'" for name in sorted(asked - forms)]
    strange += [
        f"'{own.assignment}' is asked for in another way, but not asked for"
        for own in rule.own
        if own.assignment in forms and own.assignment not in names
    ]
    strange += [f"there is no module '{slug}'" for slug in slugs if slug not in modules]
    infos = [modules[slug].info for slug in slugs if slug in modules]
    strange += [
        f"the module '{slug}' has no whole module.yaml"
        for slug in slugs
        if slug in modules and modules[slug].info is None
    ]
    strange += [
        f"'{own.assignment}' has no {what}"
        for own in rule.own
        if own.assignment in forms
        for what in _unknown(root, own)
    ]
    if not names:
        strange.append("the course has no assignments")
    if strange:
        mend = "mend the name, or take it out"
        raise ContentError([Fault(shown(path), 1, what, mend) for what in strange])
    needs = tuple(rule.needs(name) for name in names)
    return Certified(rule, needs, tuple(info for info in infos if info))
