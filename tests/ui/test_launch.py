"""Where the page is served, and what Streamlit is told."""

import socket

import pytest

from corpus.errors import PolicyError
from corpus.parsers import LARGEST_FILE
from ui.launch import check_free, flags


def test_a_port_that_is_taken_is_named_with_its_remedy():
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(PolicyError, match=rf"127\.0\.0\.1:{port} .*choose another --port"):
            check_free(port, "127.0.0.1")


@pytest.mark.parametrize(("port", "address"), [(70_000, "127.0.0.1"), (0, "203.0.113.9")])
def test_a_place_that_cannot_be_had_is_one_line(port, address):
    with pytest.raises(PolicyError, match="cannot serve the page"):
        check_free(port, address)


def test_no_upload_is_larger_than_what_a_parser_may_read():
    assert f"--server.maxUploadSize={LARGEST_FILE // 2**20}" in flags(8501, "127.0.0.1")


def test_nothing_is_reported_to_streamlit_and_no_browser_is_started():
    assert {"--browser.gatherUsageStats=false", "--server.headless=true"} <= set(flags(8501, "127.0.0.1"))
