"""Occupation, sex and age group of a victim: a model for the first, the words themselves for the others."""

from collections.abc import Iterable
from typing import Literal

from kg.extract.incidents import lexicon
from kg.extract.incidents.model import load_model
from kg.extract.incidents.story import Story
from kg.extract.incidents.victims import mention_vector
from kg.gazetteer import first_name_sex
from kg.model import Victim

Age = Literal["adult", "child", "other", "unknown"]
Sex = Literal["man", "woman", "other", "unknown"]


def describe_victim(story: Story, entity: str) -> Victim:
    """A person or group with all that the words say of it."""
    found = story.entities[entity]
    vector = mention_vector(story, entity)
    model = load_model("occupation")
    chances = model.chances(occupation_features(story, entity), vector)
    types = tuple(sorted(c for c in chances if chances[c] >= model.threshold)) or ("insufficient information",)
    if found.type == "Person":
        return Victim(entity, found.name, types, "individual", sex_of(story, entity), age_group(story, entity))
    return Victim(entity, found.name, types, "multiple", _sex_of_group(story, entity), age_group(story, entity))


def sex_of(story: Story, entity: str) -> Sex:
    """Of one person: by its pronouns, its description or first name, then by the only sex that stands near its name."""
    for words in (story.pronouns(entity), _own_words(story, entity)):
        told = _only_sex(words)
        if told is not None:
            return told
    record = story.entities[entity]
    known = str(record.attributes.get("sex") or first_name_sex(record.name.split(" ")[0]))
    told = _only_sex([known])
    return told or _only_sex(_words_near(story, entity)) or "unknown"


def _only_sex(words: Iterable[str]) -> Literal["man", "woman"] | None:
    """The sex that the words tell, None where they tell none or both."""
    found = set(words)
    man, woman = (bool(found & lexicon.words("sex", sex)) for sex in ("man", "woman"))
    return None if man == woman else "man" if man else "woman"


def _words_near(story: Story, entity: str) -> list[str]:
    """Words of the sentences that name it, and of the ones that follow."""
    named = {story.sentence_at(m.start) for m in story.mentions.get(entity, ()) if m.kind == "name"}
    near = sorted(n for n in named | {n + 1 for n in named} if n < len(story.sentences))
    return [story.lowered[i] for n in near for i in range(*story.sentences[n])]


def _sex_of_group(story: Story, entity: str) -> Sex:
    """Of several persons: what the words for them say; `other` for both."""
    found = set(_own_words(story, entity))
    men, women = (bool(found & lexicon.words("sex", sex)) for sex in ("man", "woman"))
    if men and women:
        return "other"
    return "man" if men else "woman" if women else "unknown"


def _own_words(story: Story, entity: str) -> list[str]:
    return story.own_words(entity).replace(".", " ").split()


def occupation_features(story: Story, entity: str) -> dict[str, float]:
    """Words that describe a person or group, the roles found for it, and what the article is about."""
    record = story.entities[entity]
    roles = [role.replace("_", " ") for role in record.attributes.get("roles", ())]
    description = story.description(entity)
    features: dict[str, float] = {f"role={role}": 1 for role in roles}
    for occupation in lexicon.keys("victim_types"):
        words = lexicon.pattern("victim_types", occupation)
        described = bool(words.search(description)) or occupation in roles
        features[f"is {occupation}"] = float(described)
        features[f"title {occupation}"] = float(words.search(story.title) is not None)
        features[f"text {occupation}"] = min(4, len(words.findall(story.opening))) / 4
        features[f"near {occupation}"] = float(words.search(_sentences_of(story, entity)) is not None)
    for word in sorted(set(description.replace(".", " ").split()) - set(record.name.lower().split())):
        if word.isalpha():
            features[f"described={word}"] = 1
    for claim in story.by_subject.get(entity, ()):
        features[f"subject {claim.predicate}"] = 1
    for claim in story.by_object.get(entity, ()):
        features[f"object {claim.predicate}"] = 1
    return features


def _sentences_of(story: Story, entity: str) -> str:
    """The first two sentences that name it, lower case."""
    numbers = sorted({story.sentence_at(m.start) for m in story.mentions.get(entity, ()) if m.kind != "pronoun"})[:2]
    return " ".join(story.doc[slice(*story.sentences[n])].text.lower() for n in numbers)


def age_group(story: Story, entity: str) -> Age:
    """`child` or `adult` for a person, by its words; a group is an adult one only where a word says so."""
    if "minor" in story.entities[entity].attributes.get("roles", ()):
        return "child"
    words = set(story.own_words(entity).split())
    if words & lexicon.words("children"):
        return "other" if words & {"men", "women", "adults", "people"} else "child"
    return "adult" if story.entities[entity].type == "Person" else "unknown"
