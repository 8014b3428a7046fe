"""What can go wrong while answering; what can go wrong with documents and the index is in corpus/errors.py.

PolicyError
├── UnusableQuestion    a question that cannot be asked: empty, or longer than a question is
└── ChatModelFailed     a configured chat model that did not give a reply that can be read
"""

from corpus.errors import PolicyError


class UnusableQuestion(PolicyError):
    """The question is empty, has no letters, or is too long to be one."""


class ChatModelFailed(PolicyError):
    """A configured chat model did not give a reply that can be read: too slow, broken off, refused, or nonsense."""
