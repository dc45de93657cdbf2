"""A web page becomes a Document: decode, guard, extract, blocks, furniture, quality."""
