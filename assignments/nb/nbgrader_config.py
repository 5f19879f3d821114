"""nbgrader's configuration of this course; all that matters is in course.assignments.config."""

from course.assignments.config import configure

configure(get_config(), lang="nb", folder=__file__.rpartition("/")[0])  # noqa: F821
