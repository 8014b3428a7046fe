"""What parsing one file may take."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may take before it is refused."""

    wall: float = 300.0  # seconds by the clock; text recognition of about a hundred pages takes that long
    cpu: int = 120  # seconds of processor time in the process itself; the largest 10-K here takes 6
    memory: int = 3 * 2**30  # bytes of address space; the largest 10-K here takes 0.5 GB
    result: int = 64 * 2**20  # bytes of what comes back; the largest 10-K here gives 1 MB


LIMITS = Limits()
