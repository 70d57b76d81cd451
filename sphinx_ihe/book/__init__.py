"""A document tree to a book: Typst markup of it, and the PDF that Typst makes of that. Knows nothing of IHE."""
