"""What commands and screens both call: refreshing, reading, annotating."""
