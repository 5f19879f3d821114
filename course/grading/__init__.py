"""Grading many submissions at once, with the same results as ``nbgrader autograde``."""
