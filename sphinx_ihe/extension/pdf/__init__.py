"""The book: a resolved doctree as Typst markup, and the builder that makes a PDF of it."""
