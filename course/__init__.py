"""The course engine: content, catalogue, site, command line and grading."""
