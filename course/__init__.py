"""The course engine: content, catalogue, site, command line and grading."""

from typing import Any

__all__ = ["References"]


def __getattr__(name: str) -> Any:
    # Loaded when asked for, so that a notebook's one line does not load the whole engine.
    if name == "References":
        from course.references import References

        return References
    raise AttributeError(f"module 'course' has no attribute {name!r}; it has References")
