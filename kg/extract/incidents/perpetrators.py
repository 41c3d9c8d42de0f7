"""The class of a perpetrator by what the words say of it (data model, section 5)."""

from kg.extract.incidents import lexicon
from kg.extract.incidents.story import Story


def classify(story: Story, entity: str) -> str:
    """One of the classes of `perpetrator_type`; `insufficient info` where no word tells."""
    found = story.entities[entity]
    kind = found.attributes.get("kind")
    if found.type == "Country":
        return "state actor"
    own = set(story.own_words(entity).replace(".", " ").split())
    if kind in lexicon.words("armed_kinds"):
        return "other actors without permissions"
    if kind in lexicon.words("regional_kinds"):
        return "regional orgs"
    if kind in lexicon.words("state_kinds") or (found.type != "Group" and own & lexicon.words("state_words")):
        return "state actor"
    if own & lexicon.words("armed_words"):
        return "other actors without permissions"
    described = set(story.description(entity).replace(".", " ").split())
    if described & lexicon.words("state_words"):
        return "state actor"
    return "other non-state actors" if kind in lexicon.words("other_kinds") or found.type in ("Person", "Group") else "insufficient info"
