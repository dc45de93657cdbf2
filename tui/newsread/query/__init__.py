"""The query language: words to a tree. Pure."""
