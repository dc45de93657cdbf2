"""Foreign formats, one module each: text to plain values and back. Pure."""
