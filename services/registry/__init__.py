"""Definitions: accepts, versions, keeps and copies them into the log, and ticks the clock. The only writer of both."""
