"""The claim: its record and the newsroom's vocabulary. Pure: no I/O, no Textual."""
