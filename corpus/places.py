"""Where things are kept on this machine: the index, and models that were made ready."""

import os
from pathlib import Path

from platformdirs import user_cache_path, user_data_path


def default_index() -> Path:
    """The user's one index; POLICY_INDEX names another."""
    named = os.environ.get("POLICY_INDEX")
    return Path(named).expanduser() if named else user_data_path("policy") / "index"


def model_cache() -> Path:
    """Models that were converted on this machine; POLICY_MODELS names another folder."""
    named = os.environ.get("POLICY_MODELS")
    return Path(named).expanduser() if named else user_cache_path("policy") / "models"


def shipped_documents() -> Path:
    """The documents that come with the product."""
    return Path(__file__).parent / "documents"
