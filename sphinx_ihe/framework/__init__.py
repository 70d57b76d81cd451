"""What is known: all documents, their configuration, other frameworks, and what IHE has published."""
