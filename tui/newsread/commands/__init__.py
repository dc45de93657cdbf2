"""What each command does: options in, one service called, plain lines or JSON lines out."""
