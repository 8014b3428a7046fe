"""Start the page's server in this process: what `policy chat` does."""

import os
import socket
import threading
from importlib import import_module
from pathlib import Path

from streamlit.web import cli

from corpus.errors import PolicyError
from corpus.parsers import LARGEST_FILE

APP = Path(__file__).with_name("app.py")


def launch(index: Path, port: int, address: str = "127.0.0.1") -> int:
    """Serve the page over the index until interrupted, and return the exit status; loopback only unless told otherwise.

    Raises PolicyError when the address cannot be had.
    """
    check_free(port, address)
    os.environ |= {"POLICY_INDEX": str(index), "ANONYMIZED_TELEMETRY": "False", "HF_HUB_OFFLINE": "1"}
    # What the first reader would wait for is loaded while the server starts.
    threading.Thread(target=import_module, args=("assistant.wiring",), daemon=True).start()
    cli.main(["run", str(APP), *flags(port, address)], standalone_mode=False)
    return 0


def check_free(port: int, address: str) -> None:
    """Raise PolicyError unless a server can listen there."""
    try:
        with socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET) as tried:
            tried.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # a page that just ended does not count
            tried.bind((address, port))
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise PolicyError(f"cannot serve the page at {address}:{port} ({reason}): choose another --port or --address") from error


def flags(port: int, address: str) -> list[str]:
    """What Streamlit is told, over any configuration of the user's own."""
    return [
        f"--server.port={port}",
        f"--server.address={address}",
        "--server.headless=true",
        "--server.fileWatcherType=none",
        f"--server.maxUploadSize={LARGEST_FILE // 2**20}",
        "--browser.gatherUsageStats=false",
        # Else every drawing ends with a search through all that is in memory, the index included, while nobody else is served.
        "--runner.postScriptGC=false",
    ]
