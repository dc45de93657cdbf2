"""What keys and the mouse select: selections, and the text objects that they rest on. Pure."""
