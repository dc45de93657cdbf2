"""What feeds and pages both need from the web: fetching, and rules about addresses."""
