"""The whole course as one book to take along: a PDF and an EPUB in each language."""
