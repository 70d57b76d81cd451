"""What ``ihe lint`` keeps from one run to the next: what it found, and what it read of each document.

What is kept holds only while everything that it was made of is the same, by content: the files, ``ihe.yaml``, the
options, the tool itself. A run finds the same with and without it.
"""
