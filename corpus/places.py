"""Where things are kept on this machine: the index, models that were made ready, and what users leave."""

import os
from pathlib import Path

from platformdirs import user_cache_path, user_data_path


def default_index() -> Path:
    """The user's one index; POLICY_INDEX names another."""
    named = os.environ.get("POLICY_INDEX")
    return Path(named).expanduser() if named else user_data_path("policy") / "index"


def data_folder() -> Path:
    """What users leave, and no index can make again: conversations, feedback, uploads; POLICY_DATA names another folder."""
    named = os.environ.get("POLICY_DATA")
    return Path(named).expanduser() if named else user_data_path("policy")


def model_cache() -> Path:
    """Models that were converted on this machine; POLICY_MODELS names another folder."""
    named = os.environ.get("POLICY_MODELS")
    return Path(named).expanduser() if named else user_cache_path("policy") / "models"


def shipped_documents() -> Path:
    """The documents that come with the product."""
    return Path(__file__).parent / "documents"
