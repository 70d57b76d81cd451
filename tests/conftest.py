"""What holds for all tests."""

from __future__ import annotations

import signal

from hypothesis import HealthCheck, settings

# The same examples in every run, so that a change is judged by what it does; a busy machine is no finding.
# `pytest --hypothesis-profile=default` searches on.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")

# Where tests run in the background, interrupts are ignored, and so they would be in the commands that tests start.
if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    signal.signal(signal.SIGINT, signal.default_int_handler)
