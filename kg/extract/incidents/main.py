"""Which acts belong to the incident that an article is mostly about."""

from collections.abc import Sequence

from kg.extract.incidents.happenings import Happening, far_apart, gather
from kg.extract.incidents.story import Story


def divide(story: Story, chosen: Sequence[str]) -> tuple[Happening | None, list[Happening]]:
    """The main happening, with what is told of the other `chosen` victims unless at another time, and the rest; None without acts."""
    happenings = gather(story.claims, story.entities)
    if not happenings:
        return None, []
    centre = max(happenings, key=lambda h: sum(story.weight(c) for c in h.claims))
    near = [h for h in happenings if h is centre or (set(h.victims) & set(chosen) and not far_apart(h, centre))]
    main = Happening()
    for claim in sorted((c for h in near for c in h.claims), key=lambda c: (c.evidence.start, c.id)):
        main.add(claim)
    return main, [h for h in happenings if all(h is not n for n in near)]
