"""The language of a text, from its letters and words; what the page declares is checked, not believed."""

import re
from typing import Final

# The languages that are read; None is that of a page too short to tell.
READ: Final = ("en", None)

# So much of the text is looked at; more does not change the answer.
_SAMPLE: Final = 4000
# Fewer letters tell nothing; fewer than the second number tell English and other scripts, but not Latin from Latin.
_LEAST: Final = 12
_ENOUGH: Final = 120
_ENGLISH: Final = re.compile(
    r"\b(?:the|of|and|to|in|that|is|was|for|with|on|as|at|by|from|it|he|said|has|have|are|be|an|not|this|which|his|their|would|who)\b",
    re.IGNORECASE,
)
# The languages of news pages; for the others their code has to do.
_NAMES: Final = """
af Afrikaans am Amharic ar Arabic az Azerbaijani be Belarusian bg Bulgarian bn Bengali bs Bosnian ca Catalan cs Czech
cy Welsh da Danish de German el Greek en English es Spanish et Estonian eu Basque fa Persian fi Finnish fr French ga
Irish gl Galician gu Gujarati ha Hausa he Hebrew hi Hindi hr Croatian hu Hungarian hy Armenian id Indonesian is
Icelandic it Italian ja Japanese ka Georgian kk Kazakh km Khmer kn Kannada ko Korean ku Kurdish ky Kyrgyz la Latin lo
Lao lt Lithuanian lv Latvian mk Macedonian ml Malayalam mn Mongolian mr Marathi ms Malay mt Maltese my Burmese nb
Norwegian ne Nepali nl Dutch nn Norwegian no Norwegian pa Punjabi pl Polish ps Pashto pt Portuguese ro Romanian ru
Russian rw Kinyarwanda si Sinhala sk Slovak sl Slovenian so Somali sq Albanian sr Serbian sv Swedish sw Swahili ta
Tamil te Telugu tg Tajik th Thai ti Tigrinya tk Turkmen tl Tagalog tr Turkish ug Uyghur uk Ukrainian ur Urdu uz Uzbek
vi Vietnamese zh Chinese
"""
_NAMED: Final = dict(zip(_NAMES.split()[::2], _NAMES.split()[1::2], strict=True))
_WORD: Final = re.compile(r"[^\W\d_]+")
# Share of words that are English function words above which a text is English, and below which it is not.
_SURELY: Final = 0.22
_HARDLY: Final = 0.06


def language_of(text: str, declared: str | None) -> str | None:
    """The language code of a text, or None where neither its words nor the page tell."""
    sample = text[:_SAMPLE]
    words = _WORD.findall(sample)
    letters = sum(map(len, words))
    share = len(_ENGLISH.findall(sample)) / max(1, len(words))
    if share >= _SURELY and letters >= _LEAST:
        return "en"
    latin = sum(character < "\u0250" for character in sample)
    if letters < _LEAST or (letters < _ENOUGH and latin > len(sample) / 2):
        return declared
    guess = _guess(sample)
    if guess == "en" and share < _HARDLY and declared not in (None, "en"):
        return declared
    return "en" if share >= _SURELY / 2 else guess


def name_of(code: str | None) -> str:
    """The English name of a language, or its code where the name is not known."""
    return _NAMED.get((code or "").partition("-")[0].lower(), code or "another language")


def _guess(text: str) -> str:
    from py3langid import classify  # its model takes a moment to load, and English pages do without

    return str(classify(text)[0])
