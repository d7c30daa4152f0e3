"""The `xiheng` command: each command in a file of its own."""
