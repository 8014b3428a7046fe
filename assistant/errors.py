"""What can go wrong while answering; what can go wrong with documents and the index is in corpus/errors.py.

PolicyError
└── UnusableQuestion    a question that cannot be asked: empty, or longer than a question is
"""

from corpus.errors import PolicyError


class UnusableQuestion(PolicyError):
    """The question is empty, has no letters, or is too long to be one."""
