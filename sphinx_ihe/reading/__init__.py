"""The text of a document to what it says: blocks, bodies, declarations, running text."""
