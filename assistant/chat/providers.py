"""What each provider of chat models needs: its package, its key, and how it is told to give up waiting."""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

LOCAL = "local"  # a model that this machine runs, see local.py


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider as LangChain's init_chat_model names it."""

    module: str  # that LangChain imports for it
    install: str  # what brings the module
    keys: tuple[str, ...] = ()  # environment variables, one of which holds the key
    address: str | None = None  # environment variable of the server's address
    waiting: Callable[[float], dict[str, Any]] = lambda seconds: {"timeout": seconds, "max_retries": 0}


# No retries: the offline answer is there already, and a reader would wait for them.
PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider("langchain_openai", "pip install 'policy-desk[openai]'", ("OPENAI_API_KEY",), "OPENAI_BASE_URL"),
    "anthropic": Provider(
        "langchain_anthropic", "pip install 'policy-desk[anthropic]'", ("ANTHROPIC_API_KEY",), "ANTHROPIC_BASE_URL"
    ),
    "google_genai": Provider(
        "langchain_google_genai", "pip install 'policy-desk[google]'", ("GOOGLE_API_KEY", "GEMINI_API_KEY"),
    ),
    "ollama": Provider(
        "langchain_ollama", "pip install 'policy-desk[ollama]'", address="OLLAMA_HOST",
        waiting=lambda seconds: {"client_kwargs": {"timeout": seconds}},
    ),
}  # fmt: skip
# Whatever else init_chat_model knows is opened with the provider's own defaults.
OTHER = Provider("", "its package, as LangChain's documentation names it", waiting=lambda seconds: {})

ON_THIS_MACHINE = frozenset({"offline", LOCAL, "ollama", "llamacpp", "huggingface_pipeline"})


def leaves_machine(name: str, environment: Mapping[str, str] = os.environ) -> bool:
    """Whether questions and passages are sent elsewhere for this model: by its provider, and by its address where one is set."""
    provider = split_name(name)[0].casefold() or name.strip().casefold()
    needed = PROVIDERS.get(provider, OTHER)
    address = environment.get(needed.address, "") if needed.address else ""
    return not _is_loopback(address) if address else bool(provider) and provider not in ON_THIS_MACHINE


def _is_loopback(address: str) -> bool:
    host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def split_name(name: str) -> tuple[str, str]:
    """Provider and model of "provider:model"; the provider is empty where there is no colon."""
    provider, colon, model = name.partition(":")
    return (provider.strip(), model.strip()) if colon else ("", name.strip())
