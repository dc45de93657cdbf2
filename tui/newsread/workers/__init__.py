"""Processes that can be ended: parse workers and the page child, and what is said to them."""
