"""Pure functions on text: safe text, documents, sentences, selection, wrapping. No I/O."""
