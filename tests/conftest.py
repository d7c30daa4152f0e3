"""What holds for all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# A busy machine is no broken law.
settings.register_profile("xiheng", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("xiheng")
