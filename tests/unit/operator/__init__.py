"""The operator's pure parts."""
