"""What the page says of its own, in English or Chinese: texts.toml, read once."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("texts.toml")
DEFAULT = "en"


@dataclass(frozen=True)
class Texts:
    """The texts of one language."""

    language: str  # ISO 639-1
    _texts: Mapping[str, str]

    def __call__(self, name: str, /, **values: object) -> str:
        """The text of that name with its places filled. Raises KeyError for a name that texts.toml does not have."""
        return self._texts[name].format(**values)

    def named(self, group: str, value: str) -> str:
        """The name of a value ("kind", "news"), or the value as it is where texts.toml has no name for it."""
        return self._texts.get(f"{group}_{value}", value)


@cache
def languages() -> Mapping[str, Texts]:
    """All languages of texts.toml, in its order."""
    return {language: Texts(language, texts) for language, texts in tomllib.loads(FILE.read_text(encoding="utf-8")).items()}


def language_for(locale: str | None) -> str:
    """The language for a browser's locale ("zh-CN"); English for one that texts.toml does not have."""
    language = (locale or "").replace("_", "-").split("-")[0].casefold()
    return language if language in languages() else DEFAULT
