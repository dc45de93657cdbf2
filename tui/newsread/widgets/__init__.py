"""The widgets of the reader: line-drawn lists and the article view."""
