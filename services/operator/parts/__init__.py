"""The parts of the platform, as the operator asks them: registry, scoreboard, processors."""
