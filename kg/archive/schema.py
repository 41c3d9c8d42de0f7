"""The tables of the archive.

Three layers that never mix:

* what a source said: contents, captures, articles, versions, mentions, claims, incidents, links - written once a version,
  kept when a newer version or a newer extraction replaces them (`live` says what counts now);
* who is who: `records` (one entity of one article, stable through versions and extractions), `entities` (clusters of records,
  computed), `entity_keys`;
* what people and kg decided: `judgements`, revoked by `deleted_at`, never deleted; `claim_marks` says where one applies.
"""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

contents = Table(
    "contents", metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False, comment="bytes before compression"),
    Column("zlib", LargeBinary, nullable=False),
)

captures = Table(
    "captures", metadata,
    Column("id", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("sha256", ForeignKey("contents.sha256"), nullable=False),
    Column("retrieved_at", String(32), nullable=False, comment="ISO 8601, UTC"),
    Column("media_type", Text, nullable=False),
    Column("status", Integer),
    Column("headers", JSON, nullable=False),
    Column("method", Text, nullable=False),
    Column("tool", Text, nullable=False),
)

articles = Table(
    "articles", metadata,
    Column("id", String(32), primary_key=True, comment="hash of the canonical address"),
    Column("address", Text, nullable=False),
    Column("version", Integer, nullable=False, comment="number of the current version"),
    Column("seen_sha256", String(64), nullable=False, comment="raw bytes seen last; equal bytes need no work"),
    Column("created", BigInteger, nullable=False, comment="change counter when it came"),
    Column("changed", BigInteger, nullable=False, index=True, comment="change counter at the last change of its graph rows"),
)

versions = Table(
    "versions", metadata,
    Column("id", Integer, primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("number", Integer, nullable=False),
    Column("capture_id", ForeignKey("captures.id"), nullable=False),
    Column("run_id", ForeignKey("runs.id")),
    Column("title", Text),
    Column("url", Text),
    Column("publisher", Text),
    Column("authors", JSON, nullable=False),
    Column("published", String(10)),
    Column("language", String(8)),
    Column("text", Text, nullable=False),
    Column("sha256", String(64), nullable=False, comment="of the text in UTF-8"),
    Column("extractor", Text, nullable=False),
    Column("note", Text),
    Column("cluster", String(32), nullable=False, comment="article that first told this text: near-duplicates are one source"),
    Column("signature", LargeBinary, nullable=False, comment="MinHash, 64 x uint32"),
    Column("saved_at", String(32), nullable=False),
    UniqueConstraint("article_id", "number"),
)
Index("ix_versions_extractor", versions.c.extractor)

bands = Table(
    "bands", metadata,
    Column("band", BigInteger, primary_key=True),
    Column("version_id", ForeignKey("versions.id"), primary_key=True),
)

records = Table(
    "records", metadata,
    Column("seq", Integer, primary_key=True, comment="age; the oldest record of an entity gives it its id"),
    Column("id", String(32), nullable=False, unique=True),
    Column("article_id", ForeignKey("articles.id"), index=True, comment="null for the fixed ids, e.g. country:ru"),
    Column("entity_id", String(32), nullable=False, index=True),
)

appearances = Table(
    "appearances", metadata,
    Column("version_id", ForeignKey("versions.id"), primary_key=True),
    Column("record_id", ForeignKey("records.id"), primary_key=True),
    Column("live", Boolean, nullable=False),
    Column("type", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("attributes", JSON, nullable=False),
    Column("profile", JSON, nullable=False),
)
Index("ix_appearances_record", appearances.c.record_id)

entities = Table(
    "entities", metadata,
    Column("id", String(32), primary_key=True),
    Column("type", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("aliases", JSON, nullable=False),
    Column("tally", JSON, nullable=False, comment="counts of names and attributes over the live appearances"),
    Column("judged_type", String(16), comment="by a person; holds against the articles' own"),
    Column("articles", Integer, nullable=False, comment="live appearances; 0: not in the graph"),
    Column("reshaped", BigInteger, nullable=False, index=True, comment="change counter at the last merge, split or retyping"),
)

entity_keys = Table(
    "entity_keys", metadata,
    Column("key", Text, primary_key=True),
    Column("entity_id", ForeignKey("entities.id"), primary_key=True),
)
Index("ix_entity_keys_entity", entity_keys.c.entity_id)

mentions = Table(
    "mentions", metadata,
    Column("version_id", ForeignKey("versions.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("type", String(16), nullable=False),
    Column("kind", String(8), nullable=False),
    Column("record_id", ForeignKey("records.id")),
    Column("score", Float, nullable=False),
)
Index("ix_mentions_record", mentions.c.record_id)

claims = Table(
    "claims", metadata,
    Column("id", String(32), primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("live", Boolean, nullable=False, comment="of the current version and the last extraction"),
    Column("predicate", String(64), nullable=False),
    Column("subject", ForeignKey("records.id")),
    Column("object", ForeignKey("records.id")),
    Column("speaker", ForeignKey("records.id")),
    Column("place", ForeignKey("records.id")),
    Column("polarity", String(8), nullable=False),
    Column("modality", String(16), nullable=False),
    Column("date", Text),
    Column("date_from", String(10)),
    Column("date_to", String(10)),
    Column("count_low", Float),
    Column("count_high", Float),
    Column("approximate", Boolean),
    Column("attributes", JSON, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("subject_start", Integer),
    Column("subject_end", Integer),
    Column("object_start", Integer),
    Column("object_end", Integer),
    Column("confidence", Float, nullable=False),
    Column("proposed_by", JSON, nullable=False),
)
Index("ix_claims_article", claims.c.article_id)
Index("ix_claims_version", claims.c.version_id)
Index("ix_claims_subject", claims.c.subject)
Index("ix_claims_object", claims.c.object)

incidents = Table(
    "incidents", metadata,
    Column("id", String(32), primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
    Column("version_id", ForeignKey("versions.id"), nullable=False),
    Column("live", Boolean, nullable=False),
    Column("violations", JSON, nullable=False),
    Column("perpetrators", JSON, nullable=False, comment="record ids"),
    Column("perpetrator_type", Text),
    Column("victims", JSON, nullable=False, comment="`kg.model.Victim` as objects, entity a record id"),
    Column("claims", JSON, nullable=False, comment="claim ids"),
    Column("country", Text),
    Column("region", Text),
    Column("city", Text),
    Column("place", ForeignKey("records.id")),
    Column("date", Text),
    Column("main", Boolean, nullable=False),
)

links = Table(
    "links", metadata,
    Column("source", ForeignKey("claims.id"), primary_key=True),
    Column("target", ForeignKey("claims.id"), primary_key=True),
    Column("type", String(16), primary_key=True),
    Column("article_id", ForeignKey("articles.id"), nullable=False, index=True),
    Column("live", Boolean, nullable=False),
)

judgements = Table(
    "judgements", metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", String(16), nullable=False, comment="same, different, wrong, retype"),
    Column("left", String(32), nullable=False, index=True, comment="a record or a claim"),
    Column("right", String(32), index=True, comment="a record, for same and different"),
    Column("value", Text, comment="the type or predicate of a retype"),
    Column("score", Float),
    Column("reason", Text, nullable=False),
    Column("user", Text, nullable=False, comment="`kg` for its own"),
    Column("created_at", String(32), nullable=False),
    Column("deleted_at", String(32)),
    Column("deleted_by", Text),
    Column("article_id", ForeignKey("articles.id"), index=True, comment="of a judged claim"),
    Column("anchor", JSON, comment="what finds a judged claim again in another version"),
)

claim_marks = Table(
    "claim_marks", metadata,
    Column("claim_id", ForeignKey("claims.id"), primary_key=True),
    Column("judgement_id", ForeignKey("judgements.id"), primary_key=True),
)

runs = Table(
    "runs", metadata,
    Column("id", Integer, primary_key=True),
    Column("command", Text, nullable=False),
    Column("started_at", String(32), nullable=False),
    Column("ended_at", String(32)),
    Column("status", String(16), nullable=False, comment="running, done, interrupted, failed"),
    Column("extractor", Text, nullable=False),
    Column("counts", JSON, nullable=False, comment="outcome -> how many"),
)

run_items = Table(
    "run_items", metadata,
    Column("run_id", ForeignKey("runs.id"), primary_key=True),
    Column("n", Integer, primary_key=True),
    Column("address", Text, nullable=False),
    Column("article_id", ForeignKey("articles.id")),
    Column("outcome", String(16), nullable=False, comment="new, changed, failed, skipped; the unchanged are only counted"),
    Column("reason", Text),
)

sources = Table(
    "sources", metadata,
    Column("name", String(255), primary_key=True),
    Column("state", JSON, nullable=False),
    Column("updated_at", String(32), nullable=False),
)

counters = Table(
    "counters", metadata,
    Column("name", String(32), primary_key=True),
    Column("value", BigInteger, nullable=False),
)
