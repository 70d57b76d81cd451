"""``python -m sphinx_ihe.framework.inventory`` writes the JSON Schema that ships with the package."""

from __future__ import annotations

import json
from pathlib import Path

from sphinx_ihe.framework.inventory import SCHEMA_NAME, schema

Path(__file__).parents[2].joinpath(SCHEMA_NAME).write_text(json.dumps(schema(), indent=2) + "\n", "utf-8")
