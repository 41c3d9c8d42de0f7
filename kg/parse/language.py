"""Which language a text is in, told offline from a sample of its characters."""

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE = 1500
"""Characters from the beginning and as many from the middle: the head of a page may be in the site's language."""
_SURE = 0.75
"""Probability below which the detector is not believed: names and very short texts."""


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of `text`, None where it cannot be told.

    >>> detect_language("The police arrested ten protesters in the capital on Monday.")
    'en'
    """
    sample = text[:_SAMPLE]
    if len(text) > 3 * _SAMPLE:
        middle = len(text) // 2
        sample += text[middle : middle + _SAMPLE]
    language, probability = _identifier().classify(sample)
    return str(language) if probability >= _SURE else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
