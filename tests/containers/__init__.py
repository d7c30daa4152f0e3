"""Containers without an engine: what files say of them is checked by the real tools, and their settings run as processes."""
