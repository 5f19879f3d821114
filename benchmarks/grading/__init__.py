"""How long a submission takes to grade, beside stock nbgrader."""
