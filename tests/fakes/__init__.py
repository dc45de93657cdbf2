"""Stand-ins for the outside world: real, small and on this machine only."""
