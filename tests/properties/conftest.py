"""The number of examples for each law.

By default they are the same each time, and few: they guard a commit. A release has more by
``HYPOTHESIS_PROFILE=release``, and ``explore`` draws new ones, and still more.
"""

import os

from hypothesis import HealthCheck, settings

# Drawing a type and then its values is slow by hypothesis' standards, which is intended.
_SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.large_base_example]

for _name, _examples in (("commit", 60), ("release", 200), ("explore", 2000)):
    settings.register_profile(
        _name,
        deadline=None,
        max_examples=_examples,
        print_blob=True,
        derandomize=_name != "explore",
        suppress_health_check=_SLOW,
    )
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "commit"))
