"""Reading free texts: one question across all learners, blind, by one reader or two."""
