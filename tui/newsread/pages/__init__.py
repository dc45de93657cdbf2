"""A web page becomes a Document: `page` tells the order of its rooms."""
