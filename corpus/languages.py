"""Which of the desk's two languages a text is in."""

import re

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LETTER = re.compile(r"[^\W\d_]")


def language_of(text: str) -> str:
    """ "zh" when at least a fifth of the letters are Chinese characters, else "en".

    A fifth: a Chinese sentence full of Latin names is still Chinese; an English one that gives
    a Chinese term in brackets is not.
    """
    letters = len(_LETTER.findall(text))
    return "zh" if letters and len(_HAN.findall(text)) / letters >= 0.2 else "en"
