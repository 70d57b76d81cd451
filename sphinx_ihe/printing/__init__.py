"""A framework to what is printed, as pure data: tables, lists, numbers, captions, diagrams."""
