"""What the process that parses gives up before it reads a file.

Everywhere: files over 64 open at once, writing, core dumps, memory and processor time over the limits
(macOS does not enforce the memory). On Linux also, where the kernel offers it: the network (a name
space of its own), any change to a file or folder (Landlock), new rights through set-uid programs, and
life after its parent. Not given up: reading the files that the user may read, and starting programs
(Tesseract is one), which inherit all of the above.
"""

import contextlib
import ctypes
import fcntl
import os
import resource
import signal
import sys

OPEN_FILES = 64

_NO_NEW_PRIVILEGES = 38  # prctl(2)
_NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000  # unshare(2)
_CREATE_RULESET, _RESTRICT_SELF = 444, 446  # landlock(7), the same number on every architecture
_WRITING = {1: 0x1FF2, 2: 0x2000, 3: 0x4000}  # version of Landlock -> the ways to change files it came with
_TCP = 0b11  # bind and connect, since version 4


def confine(memory: int, lifeline: int) -> None:
    """Give all of it up; `lifeline` is a pipe that closes when the parent ends, however it does."""
    for kind, most in ((resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0), (resource.RLIMIT_NOFILE, OPEN_FILES)):
        resource.setrlimit(kind, (most, most))
    if sys.platform == "linux":
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        _end_with_parent(lifeline)
        _confine_by_kernel()


def allow_processor_time(seconds: int) -> None:
    """The next so many seconds of processor time; the process is killed by SIGXCPU after them."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime) + seconds + 1, resource.RLIM_INFINITY))


def _end_with_parent(lifeline: int) -> None:
    """Have the kernel kill this process when the pipe closes, even in an endless loop of a C library.

    The usual way, PR_SET_PDEATHSIG, kills when the thread ends that started the process.
    """
    if sys.platform == "linux":
        fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
        fcntl.fcntl(lifeline, fcntl.F_SETSIG, signal.SIGKILL)
        fcntl.fcntl(lifeline, fcntl.F_SETFL, os.O_ASYNC | os.O_NONBLOCK)
        with contextlib.suppress(BlockingIOError):
            if os.read(lifeline, 1) == b"":  # it closed before we asked
                os._exit(1)


def _confine_by_kernel() -> None:
    """Each step that an older kernel or a container refuses is left out: the limits above still hold."""
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    libc.unshare(_NEW_USER_AND_NETWORK)
    version = libc.syscall(_CREATE_RULESET, None, 0, 1)
    if version < 1:
        return
    files = sum(ways for since, ways in _WRITING.items() if since <= version)
    handled = (ctypes.c_uint64 * 2)(files, _TCP if version >= 4 else 0)
    ruleset = libc.syscall(_CREATE_RULESET, handled, 16 if version >= 4 else 8, 0)
    if ruleset >= 0:
        libc.syscall(_RESTRICT_SELF, ruleset, 0)
        os.close(ruleset)
