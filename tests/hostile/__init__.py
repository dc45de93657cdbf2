"""Hostile cases through the installed program: every byte it sends and every host it asks."""
