"""Is the content whole? One fault for each thing to mend; no notebook is run."""

from __future__ import annotations

from pathlib import Path

from course.catalogue import read_course
from course.checks.assignments import check_assignments
from course.checks.coverage import check_coverage
from course.checks.language import check_terms
from course.checks.notebooks import check_notebooks
from course.checks.practice import check_practice, check_unique
from course.checks.shared import check_shared, known_facts
from widgets.content.loader import Fault


def check_course(root: Path) -> list[Fault]:
    """Return everything that is wrong with the content below ``root``, by file and line."""
    course = read_course(root)
    facts, faults = known_facts(root)
    faults += course.faults
    for module in course.modules:
        faults += module.faults
        faults += check_notebooks(course, module)
        faults += check_practice(course, module, set(facts))
        faults += check_coverage(course, module, facts)
    faults += check_unique(course)
    faults += check_shared(course)
    faults += check_terms(course)
    faults += check_assignments(course, facts)
    return sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.line, fault.what))
