"""Which language a text is in, told offline from a sample of its characters."""

from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE = 1500
"""Characters from the beginning and as many from the middle: the head of a page may be in the site's language."""
_SURE, _SURE_SHORT, _SHORT = 0.5, 0.75, 80
"""Probability below which the detector is not believed, and that for texts under 80 characters: names alone look like any language."""


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
    return str(language) if probability >= (_SURE if len(text) >= _SHORT else _SURE_SHORT) else None


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Dialects with longer codes would only take probability away from the languages they are close to.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
