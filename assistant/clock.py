"""Wall time of the steps of one answer."""

import time

from assistant.records import Milliseconds


class Clock:
    """Milliseconds by step, from its making on."""

    def __init__(self) -> None:
        self._began = self._last = time.perf_counter()
        self._laps: dict[str, float] = {}

    def lap(self, step: str) -> None:
        """The time since the last lap belongs to this step."""
        now = time.perf_counter()
        self._laps[step] = round(self._laps.get(step, 0.0) + (now - self._last) * 1000, 1)
        self._last = now

    def record(self) -> Milliseconds:
        """The laps, and their total."""
        return Milliseconds(**self._laps, total=round((self._last - self._began) * 1000, 1))
