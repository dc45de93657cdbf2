"""The ledger: the one door to the claims, kept in a TinyDB file that belongs to the user."""
