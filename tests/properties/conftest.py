"""The number of examples for each law.

By default they are the same each time; ``HYPOTHESIS_PROFILE=explore`` draws new ones, and more.
"""

import os

from hypothesis import HealthCheck, settings

# Drawing a type and then its values is slow by hypothesis' standards, which is intended.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

settings.register_profile(
    "ci",
    deadline=None,
    max_examples=200,
    print_blob=True,
    derandomize=True,
    suppress_health_check=_SLOW,
)
settings.register_profile(
    "explore", deadline=None, max_examples=2000, print_blob=True, suppress_health_check=_SLOW
)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))
