"""The web as ingest may see it: public addresses, within limits, where robots.txt allows."""

from corpus.web.addresses import Resolver, resolve
from corpus.web.fetching import Fetched, Limits, Web

__all__ = ["Fetched", "Limits", "Resolver", "Web", "resolve"]
