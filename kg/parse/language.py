"""Which language a text is in, told offline from samples of its characters."""

from collections import Counter
from functools import lru_cache

from py3langid.langid import MODEL_FILE, LanguageIdentifier

_SAMPLE, _SAMPLES = 1000, 5
"""Characters of a sample, and how many are taken along a long text: a page's head, or a quotation, may be in another language."""
_SURE, _SURE_SHORT, _SHORT = 0.5, 0.75, 80
"""Probability below which the detector is not believed, and that for texts under 80 characters: names alone look like any language."""


def detect_language(text: str) -> str | None:
    """ISO 639-1 code of the language of most of `text`, None where it cannot be told.

    >>> detect_language("The police arrested ten protesters in the capital on Monday.")
    'en'
    """
    sums: Counter[str] = Counter()
    samples = _samples(text)
    for sample in samples:
        language, probability = _identifier().classify(sample)
        sums[str(language)] += probability
    language, total = sums.most_common(1)[0]
    return language if total / len(samples) >= (_SURE if len(text) >= _SHORT else _SURE_SHORT) else None


def _samples(text: str) -> list[str]:
    """The whole of a short text; of a long one, pieces at equal distances from its beginning to its end."""
    if len(text) <= _SAMPLE * _SAMPLES:
        return [text]
    step = (len(text) - _SAMPLE) // (_SAMPLES - 1)
    return [text[start : start + _SAMPLE] for start in range(0, step * _SAMPLES, step)]


@lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # Dialects with longer codes would only take probability away from the languages they are close to.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
