"""Registry: names, and the function that answers to each."""

from collections.abc import Callable, Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Generic, TypeVar

from corpus.errors import UnknownName

T = TypeVar("T")


class Registry(Generic[T]):
    """Functions by name. A folder of modules fills it: every file there is imported by `discover`."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._entries: dict[str, T] = {}

    def register(self, *names: str) -> Callable[[T], T]:
        """A decorator that files the function under each of the names."""

        def file(entry: T) -> T:
            for name in names:
                self._entries[name] = entry
            return entry

        return file

    def __getitem__(self, name: str) -> T:
        """The function of that name. Raises UnknownName, which lists the known ones."""
        if name not in self._entries:
            known = ", ".join(sorted(self._entries))
            raise UnknownName(f"unknown {self.kind} {name!r}: choose one of {known}")
        return self._entries[name]

    def __contains__(self, name: object) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._entries))


def discover(package: ModuleType) -> None:
    """Import every module of the package but its command (`__main__`), so that each registers itself."""
    for module in iter_modules(package.__path__):
        if module.name != "__main__":
            import_module(f"{package.__name__}.{module.name}")
