"""Pure functions on text: cleaning, documents, sentences, selection, wrapping. No I/O, no Textual."""
