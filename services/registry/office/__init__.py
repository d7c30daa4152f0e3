"""The office's steps about values, and what units and leaders say beside verdicts."""
