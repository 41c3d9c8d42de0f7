"""Sums of money and measured quantities, by their words and tags: no corpus of ours marks them."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.language.decode import FoundSpan

_SIGNS = frozenset(["$", "€", "£", "¥", "₹", "₽", "₦", "US$", "C$", "A$", "HK$", "USD", "EUR", "GBP"])
_COIN_WORDS = (
    "dollar dollars euro euros pound pounds ruble rubles rouble roubles rupee rupees yuan yen naira shilling shillings lira liras peso "
    "pesos franc francs rand riyal riyals dinar dinars dirham dirhams tenge hryvnia cents kyat baht rial rials won birr cedi"
)
_UNIT_WORDS = (
    "% percent percentage km kilometers kilometres kilometer kilometre miles mile meters metres meter metre m feet foot ft inches cm mm "
    "kg kilograms kilogram grams gram g tons tonnes tonne ton pounds lb liters litres barrels hectares acres degrees mph kph megawatts MW"
)
_COINS, _UNITS = frozenset(_COIN_WORDS.split()), frozenset(_UNIT_WORDS.split())
_SCALES = frozenset(["hundred", "thousand", "million", "billion", "trillion", "m", "bn", "mn", "dozen"])


def find_quantities(words: Sequence[str], xpos: Sequence[str]) -> list[FoundSpan]:
    """Money ("$ 5 million", "200 euros") and Quantity ("40 percent", "12 km") spans; the score is 1."""
    found, i = [], 0
    while i < len(words):
        if xpos[i] != "CD":
            i += 1
            continue
        start, end = i, i + 1
        while end < len(words) and (xpos[end] == "CD" or words[end].lower() in _SCALES):
            end += 1
        before = words[start - 1] if start else ""
        after = words[end].lower() if end < len(words) else ""
        if after == "per" and end + 1 < len(words) and words[end + 1] == "cent":
            found.append(FoundSpan(start, end + 2, "Quantity", 1.0))
        elif before in _SIGNS:
            found.append(FoundSpan(start - 1, end, "Money", 1.0))
        elif after in _COINS and not (after == "pounds" and before in ("weighing", "weighs")):
            found.append(FoundSpan(start, end + 1, "Money", 1.0))
        elif after in _UNITS:
            found.append(FoundSpan(start, end + 1, "Quantity", 1.0))
        i = end
    return found
