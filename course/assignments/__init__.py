"""Assignments through nbgrader: configuration, preprocessors, keys and the learner's page."""
