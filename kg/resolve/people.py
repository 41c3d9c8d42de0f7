"""People: order, initials, middle names, spellings; two of one surname stay two."""

from kg.resolve.names import Word, person_words, similarity
from kg.resolve.profile import Comparison, EntityProfile
from kg.resolve.weights import CLOSE, SCORES, SOUNDS_ALIKE, adjust, explain, verdict


def person_keys(profile: EntityProfile) -> set[str]:
    """The sound of the surname, of first and last word, and of all words, the latter two in any order."""
    keys = set()
    for name in (profile.name, *profile.aliases):
        # a sound of one letter ("Wah", "Joe") would put half the world in one block
        if sounds := [w.sound if len(w.sound) > 1 else w.form for w in person_words(name)]:
            keys.add(f"Person:{sounds[-1]}")
            keys.add("Person:" + "+".join(sorted({sounds[0], sounds[-1]})))
            keys.add("Person:" + "+".join(sorted(set(sounds))))
    return keys


def compare_people(a: EntityProfile, b: EntityProfile) -> Comparison:
    """The best reading over all full names of both; a surname alone needs a title that agrees."""
    if a.sex and b.sex and a.sex != b.sex:
        score = SCORES["other_sex"]
        return Comparison(score, verdict(score), f"{a.name} is a {a.sex}, {b.name} is a {b.sex}.")
    finding, one, two = max(
        ((_compare_names(person_words(x), person_words(y)), x, y) for x in _names(a) for y in _names(b)),
        key=lambda found: (SCORES[found[0]], found[1], found[2]),
    )
    if finding == "surname_only" and (title := _shared_title(a, b)):
        finding = "surname_and_title"
        reason = f"{one} and {two} share the surname and the title {title}."
    else:
        reason = explain(_REASONS[finding], one, two) if finding == "same_full_name" else _REASONS[finding].format(one=one, two=two)
    score = SCORES[finding]
    if score > SCORES["surname_only"] and a.countries and b.countries:
        # reports name a person beside many countries, so this only tips the balance
        score = adjust(score, "country_agrees" if set(a.countries) & set(b.countries) else "country_differs")
    return Comparison(score, verdict(score), reason)


_REASONS = {
    "same_full_name": "{one} and {two} are the same full name.",
    "spelling": "{one} and {two} are spellings of one name.",
    "middle_name": "{one} and {two} agree in first and last name, one has more names between.",
    "other_order": "{one} and {two} are the same names in another order.",
    "initial": "{one} and {two} agree, one with an initial.",
    "close_spelling": "{one} and {two} are spelt and sound almost alike.",
    "surname_only": "{one} and {two} share the surname only.",
    "first_name_only": "{one} and {two} share one name that is no surname.",
    "other_first_name": "{one} and {two} share a name but differ in another.",
    "other_name": "{one} and {two} share no name.",
}


def _names(profile: EntityProfile) -> tuple[str, ...]:
    """Full names if any has two words, else all."""
    names = (profile.name, *profile.aliases)
    return tuple(n for n in names if len(person_words(n)) > 1) or names


def _compare_names(a: tuple[Word, ...], b: tuple[Word, ...]) -> str:
    """Which finding two names give."""
    if not a or not b:
        return "other_name"
    if len(a) == 1 or len(b) == 1:
        return _compare_short(*((a, b) if len(a) <= len(b) else (b, a)))
    pairs = _align(a, b)
    alone_a, alone_b = len(a) - len(pairs), len(b) - len(pairs)
    if not pairs:
        return "other_name"
    if (alone_a and alone_b) or len(pairs) < 2:
        return "other_first_name"
    if alone_a or alone_b:
        return _compare_longer(a, b, pairs)
    levels = [level for _, _, level in pairs]
    if "initial" in levels:
        return "initial"
    if "close_spelling" in levels:
        return "close_spelling"
    if any(i != j for i, j, _ in pairs):
        return "other_order"
    return "spelling" if "spelling" in levels else "same_full_name"


def _compare_longer(a: tuple[Word, ...], b: tuple[Word, ...], pairs: list[tuple[int, int, str]]) -> str:
    """One name has words more: between first and last they are middle names, elsewhere second names."""
    at_a, at_b = {i for i, _, _ in pairs}, {j for _, j, _ in pairs}
    ends_agree = 0 in at_a and 0 in at_b and len(a) - 1 in at_a and len(b) - 1 in at_b
    weak = [level for _, _, level in pairs if level in {"initial", "close_spelling"}]
    if weak:
        return weak[0] if ends_agree and len(weak) == 1 else "surname_only"
    if ends_agree or len(pairs) >= 2:
        return "middle_name"
    return "surname_only"


def _compare_short(short: tuple[Word, ...], other: tuple[Word, ...]) -> str:
    word = short[0]
    if _level(word, other[-1]) in {"same_full_name", "spelling"}:
        return "surname_only"
    return "first_name_only" if any(_level(word, w) in {"same_full_name", "spelling"} for w in other[:-1]) else "other_name"


def _align(a: tuple[Word, ...], b: tuple[Word, ...]) -> list[tuple[int, int, str]]:
    """Words that are one, each used once, the surest and then the nearest in position first."""
    found = []
    for i, x in enumerate(a):
        for j, y in enumerate(b):
            if level := _level(x, y):
                found.append((-SCORES[level], abs(i - j), i, j, level))
    pairs: list[tuple[int, int, str]] = []
    for _, _, i, j, level in sorted(found):
        if all(i != x and j != y for x, y, _ in pairs):
            pairs.append((i, j, level))
    return pairs


def _level(x: Word, y: Word) -> str | None:
    """How two words of names agree, None when they do not."""
    if x.form == y.form:
        return "same_full_name"
    if min(len(x.form), len(y.form)) == 1:
        return "initial" if x.form[0] == y.form[0] else None
    alike = similarity(x.form, y.form)
    if x.sound == y.sound and alike >= SOUNDS_ALIKE and not _may_be_two_sexes(x.form, y.form):
        return "spelling"
    return "close_spelling" if min(len(x.form), len(y.form)) > 4 and alike >= CLOSE else None


def _may_be_two_sexes(x: str, y: str) -> bool:
    """ "Mario" and "Maria" sound alike to the rule; long names in -a and -o ("Lukashenka") are one."""
    return x[-1] != y[-1] and "a" in {x[-1], y[-1]} and len(x) < 8


def _shared_title(a: EntityProfile, b: EntityProfile) -> str | None:
    """A title of both, when the countries do not speak against it."""
    if a.countries and b.countries and not set(a.countries) & set(b.countries):
        return None
    others = [t.casefold() for t in b.titles]
    return next((t for t in a.titles if t.casefold() in others), None)
