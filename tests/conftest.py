"""What holds for all tests."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# The same examples in every run, so that a change is judged by what it does; a busy machine is no finding.
# `pytest --hypothesis-profile=default` searches on.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")
