"""What holds for all tests."""

from __future__ import annotations

from hypothesis import settings

# A busy machine is no broken law.
settings.register_profile("xiheng", deadline=None)
settings.load_profile("xiheng")
