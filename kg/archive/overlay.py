"""Who is who, kept up to date: entities as clusters of records, their tallies, and the automatic judgements.

Invariants: `records.entity_id` follows from the active judgements alone; an entity's row follows from the live appearances
of its records alone; an entity whose members or label changed is marked `reshaped`, and all its articles `changed`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from kg.archive import search
from kg.archive.ids import country_id
from kg.archive.schema import appearances, articles, entities, entity_keys, judgements, records
from kg.archive.sql import chunks, insert_new, now
from kg.resolve import EntityProfile, block_keys, compare
from kg.resolve.clusters import KG
from kg.resolve.tally import Tally, articles_of, count, profile_of

_COMPUTED = ("type", "name", "aliases", "tally", "judged_type", "articles", "reshaped")


@dataclass(slots=True)
class Known:
    """An entity while a transaction works on it."""

    id: str
    tally: Tally
    judged_type: str | None = None
    stored_type: str | None = None
    """Label in the graph so far; None when it had no live article."""
    stored_keys: frozenset[str] = frozenset()
    stored_names: tuple[str, ...] = ()
    reshaped_at: int = 0
    profile: EntityProfile | None = None
    reshaped: bool = False


@dataclass(slots=True)
class Overlay:
    """The entities that one transaction reads and changes; nothing is written before `flush`."""

    connection: Connection
    change: int
    known: dict[str, Known] = field(default_factory=dict)
    by_key: dict[str, set[str]] = field(default_factory=dict)
    verdicts: list[dict[str, Any]] = field(default_factory=list)

    def load(self, ids: Iterable[str]) -> None:
        """Read entities that are not yet at hand; an id without a row becomes an empty entity."""
        missing = sorted(set(ids) - self.known.keys())
        for chunk in chunks(missing):
            keys: dict[str, set[str]] = {}
            for key, entity_id in self.connection.execute(
                select(entity_keys.c.key, entity_keys.c.entity_id).where(entity_keys.c.entity_id.in_(chunk))
            ):
                keys.setdefault(entity_id, set()).add(key)
                self.by_key.setdefault(key, set()).add(entity_id)
            for row in self.connection.execute(select(entities).where(entities.c.id.in_(chunk))):
                self.known[row.id] = Known(
                    row.id, row.tally, row.judged_type, row.type if row.articles else None, frozenset(keys.get(row.id, ())),
                    (row.name, *row.aliases) if row.articles else (), row.reshaped,
                )
        for entity_id in missing:
            self.known.setdefault(entity_id, Known(entity_id, {}))

    def count(self, entity_id: str, profile: dict[str, Any], sign: int) -> None:
        """Add or take away one article's profile."""
        known = self.known[entity_id]
        count(known.tally, profile, sign)
        known.profile = None

    def place(self, fresh: dict[str, EntityProfile]) -> dict[str, str]:
        """Find the entity of each new record, in order; each merge becomes a judgement. Counts the profiles too."""
        self._load_candidates(list(fresh.values()))
        placed: dict[str, str] = {}
        for record, profile in fresh.items():
            entity_id = self._choose(record, profile)
            # A record that has just come cannot have been an entity before.
            self.known.setdefault(entity_id, Known(entity_id, {}))
            self.count(entity_id, asdict(profile), 1)
            for key in block_keys(profile):
                self.by_key.setdefault(key, set()).add(entity_id)
            placed[record] = entity_id
        return placed

    def flush(self) -> None:
        """Write entities, keys and judgements; tell the graph of labels that changed."""
        if self.verdicts:
            self.connection.execute(insert(judgements), self.verdicts)
        if self.known:
            fresh = insert_new(self.connection, entities)
            replaced = {column: fresh.excluded[column] for column in _COMPUTED}
            self.connection.execute(
                fresh.on_conflict_do_update(index_elements=["id"], set_=replaced), [self._row(known) for known in self.known.values()]
            )
            self._index(list(self.known.values()))
        touch_articles(self.connection, [known.id for known in self.known.values() if known.reshaped], self.change)

    def _load_candidates(self, profiles: Sequence[EntityProfile]) -> None:
        keys = sorted({key for profile in profiles if not profile.code for key in block_keys(profile)})
        found = {country_id(profile.code) for profile in profiles if profile.code}
        for chunk in chunks(keys):
            query = select(entity_keys.c.entity_id).where(entity_keys.c.key.in_(chunk))
            found.update(self.connection.execute(query).scalars())
        self.load(found)

    def _choose(self, record: str, profile: EntityProfile) -> str:
        if profile.type == "Country" and profile.code:
            fixed = country_id(profile.code)
            self._ensure_fixed(fixed)
            self._judge(record, fixed, 1.0, f"ISO 3166 code {profile.code}.")
            return fixed
        candidates = {entity_id for key in block_keys(profile) for entity_id in self.by_key.get(key, ())}
        best: tuple[float, str, str] | None = None
        for entity_id in sorted(candidates):
            found = compare(profile, self._profile(self.known[entity_id]))
            if found and found.verdict == "same" and (best is None or found.score > best[0]):
                best = (found.score, entity_id, found.reason)
        if best is None:
            return record
        self._judge(record, best[1], best[0], best[2])
        return best[1]

    def _profile(self, known: Known) -> EntityProfile:
        if known.profile is None:
            known.profile = profile_of(known.tally)
        return known.profile

    def _ensure_fixed(self, fixed: str) -> None:
        self.load([fixed])
        if not self.known[fixed].tally:
            row = insert_new(self.connection, records).values(id=fixed, article_id=None, entity_id=fixed)
            self.connection.execute(row.on_conflict_do_nothing())

    def _judge(self, record: str, entity_id: str, score: float, reason: str) -> None:
        self.verdicts.append(
            {"kind": "same", "left": record, "right": entity_id, "score": score, "reason": reason, "user": KG,
             "created_at": now()}
        )

    def _row(self, known: Known) -> dict[str, Any]:
        profile = self._profile(known)
        live = articles_of(known.tally)
        label = known.judged_type or profile.type
        known.reshaped = known.reshaped or (known.stored_type is not None and live > 0 and label != known.stored_type)
        return {
            "id": known.id, "type": label, "name": profile.name, "aliases": list(profile.aliases), "tally": known.tally,
            "judged_type": known.judged_type, "articles": live,
            "reshaped": self.change if known.reshaped else known.reshaped_at,
        }

    def _index(self, changed: list[Known]) -> None:
        """Bring block keys and the search for names up to date."""
        gone: list[dict[str, str]] = []
        come: list[dict[str, str]] = []
        names: dict[str, tuple[str, ...]] = {}
        for known in changed:
            profile = self._profile(known)
            live = bool(articles_of(known.tally))
            keys = block_keys(profile) if live else set()
            gone += [{"key_": key, "entity": known.id} for key in sorted(known.stored_keys - keys)]
            come += [{"key": key, "entity_id": known.id} for key in sorted(keys - known.stored_keys)]
            called = (profile.name, *profile.aliases) if live else ()
            if called != known.stored_names:
                names[known.id] = called
        if gone:
            one = (entity_keys.c.key == bindparam("key_")) & (entity_keys.c.entity_id == bindparam("entity"))
            self.connection.execute(delete(entity_keys).where(one), gone)
        if come:
            self.connection.execute(insert(entity_keys), come)
        search.remember_entities(self.connection, names)


def touch_articles(connection: Connection, entity_ids: Iterable[str], change: int) -> None:
    """Mark every article that speaks of these entities as changed for the graph."""
    for chunk in chunks(sorted(entity_ids)):
        speaking = (
            select(records.c.article_id)
            .join(appearances, appearances.c.record_id == records.c.id)
            .where(records.c.entity_id.in_(chunk), appearances.c.live)
        )
        connection.execute(update(articles).where(articles.c.id.in_(speaking)).values(changed=change))
