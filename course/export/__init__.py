"""The course as packages and question files that learning platforms import."""
