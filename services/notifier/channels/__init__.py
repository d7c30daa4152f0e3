"""The channels, one file each: how a letter reaches a receiver."""
