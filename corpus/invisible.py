"""Characters that show nothing: they can carry words that no reader of the page sees, and break the words they stand in."""

import re
from pathlib import Path

from corpus.records import Failure

# Zero-width spaces and joiners, soft hyphens, marks of writing direction (they can also reorder what is shown),
# invisible operators, fillers, variation selectors, tag characters, and control characters other than tab,
# line feed, carriage return and next line: Default_Ignorable_Code_Point and Cc of Unicode 16.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def without_invisible(text: str) -> tuple[str, int]:
    """The text without characters that show nothing, and how many there were."""
    return INVISIBLE.subn("", text)


def left_out(place: str | Path, count: int, what: str) -> tuple[Failure, ...]:
    """The note that `count` of `what` (in the plural) were left out because no reader sees them; none for 0."""
    return (Failure(str(place), f"left out, as no reader sees them: {what} ({count:,})"),) if count else ()
