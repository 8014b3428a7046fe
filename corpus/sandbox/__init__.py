"""Files are parsed in a separate process: what a hostile one does there ends there.

The process is started once and used again. It has limits of time, memory and open files, writes no
file, reaches no network and gets none of our environment; see `confinement` for what the operating
system enforces. What it is asked goes through a pipe as plain bytes, what it answers comes back as
JSON, so that a parser that a file has taken over can send text at most.
"""

from corpus.sandbox.limits import LIMITS, Limits
from corpus.sandbox.workers import run_in_sandbox

__all__ = ["LIMITS", "Limits", "run_in_sandbox"]
