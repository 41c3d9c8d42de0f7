"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table, and the full-text search of the database at hand."""
    _create_tables()
    if op.get_bind().dialect.name == "sqlite":
        # The text itself stays in `versions` alone. A row of `entity_search` has the `seq` of the entity's first record.
        op.execute(
            "CREATE VIRTUAL TABLE article_search USING fts5"
            "(title, text, content='versions', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2')"
        )
        op.execute(
            "CREATE VIRTUAL TABLE entity_search USING fts5"
            "(names, tokenize='unicode61 remove_diacritics 2', prefix='2 3')"
        )
    else:
        op.execute(
            "CREATE INDEX ix_versions_words ON versions USING gin "
            "(to_tsvector('english', coalesce(title, '') || ' ' || text))"
        )


def _create_tables() -> None:
    op.create_table('articles',
    sa.Column('id', sa.String(length=32), nullable=False, comment='hash of the canonical address'),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False, comment='number of the current version'),
    sa.Column('seen_sha256', sa.String(length=64), nullable=False, comment='raw bytes seen last; equal bytes need no work'),
    sa.Column('created', sa.BigInteger(), nullable=False, comment='change counter when it came'),
    sa.Column('changed', sa.BigInteger(), nullable=False, comment='change counter at the last change of its graph rows'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_articles_changed'), 'articles', ['changed'], unique=False)
    op.create_table('contents',
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False, comment='bytes before compression'),
    sa.Column('zlib', sa.LargeBinary(), nullable=False),
    sa.PrimaryKeyConstraint('sha256')
    )
    op.create_table('counters',
    sa.Column('name', sa.String(length=32), nullable=False),
    sa.Column('value', sa.BigInteger(), nullable=False),
    sa.PrimaryKeyConstraint('name')
    )
    op.create_table('entities',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('type', sa.String(length=16), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('aliases', sa.JSON(), nullable=False),
    sa.Column('tally', sa.JSON(), nullable=False, comment='counts of names and attributes over the live appearances'),
    sa.Column('judged_type', sa.String(length=16), nullable=True, comment="by a person; holds against the articles' own"),
    sa.Column('articles', sa.Integer(), nullable=False, comment='live appearances; 0: not in the graph'),
    sa.Column('reshaped', sa.BigInteger(), nullable=False, comment='change counter at the last merge, split or retyping'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_entities_reshaped'), 'entities', ['reshaped'], unique=False)
    op.create_table('runs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('command', sa.Text(), nullable=False),
    sa.Column('started_at', sa.String(length=32), nullable=False),
    sa.Column('ended_at', sa.String(length=32), nullable=True),
    sa.Column('status', sa.String(length=16), nullable=False, comment='running, done, interrupted, failed'),
    sa.Column('extractor', sa.Text(), nullable=False),
    sa.Column('counts', sa.JSON(), nullable=False, comment='outcome -> how many'),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('sources',
    sa.Column('name', sa.String(length=255), nullable=False),
    sa.Column('state', sa.JSON(), nullable=False),
    sa.Column('updated_at', sa.String(length=32), nullable=False),
    sa.PrimaryKeyConstraint('name')
    )
    op.create_table('captures',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('retrieved_at', sa.String(length=32), nullable=False, comment='ISO 8601, UTC'),
    sa.Column('media_type', sa.Text(), nullable=False),
    sa.Column('status', sa.Integer(), nullable=True),
    sa.Column('headers', sa.JSON(), nullable=False),
    sa.Column('method', sa.Text(), nullable=False),
    sa.Column('tool', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['sha256'], ['contents.sha256'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_table('entity_keys',
    sa.Column('key', sa.Text(), nullable=False),
    sa.Column('entity_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['entity_id'], ['entities.id'], ),
    sa.PrimaryKeyConstraint('key', 'entity_id')
    )
    op.create_index('ix_entity_keys_entity', 'entity_keys', ['entity_id'], unique=False)
    op.create_table('judgements',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=16), nullable=False, comment='same, different, wrong, retype'),
    sa.Column('left', sa.String(length=32), nullable=False, comment='a record or a claim'),
    sa.Column('right', sa.String(length=32), nullable=True, comment='a record, for same and different'),
    sa.Column('value', sa.Text(), nullable=True, comment='the type or predicate of a retype'),
    sa.Column('score', sa.Float(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('user', sa.Text(), nullable=False, comment='`kg` for its own'),
    sa.Column('created_at', sa.String(length=32), nullable=False),
    sa.Column('deleted_at', sa.String(length=32), nullable=True),
    sa.Column('deleted_by', sa.Text(), nullable=True),
    sa.Column('article_id', sa.String(length=32), nullable=True, comment='of a judged claim'),
    sa.Column('anchor', sa.JSON(), nullable=True, comment='what finds a judged claim again in another version'),
    sa.ForeignKeyConstraint(['article_id'], ['articles.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_judgements_article_id'), 'judgements', ['article_id'], unique=False)
    op.create_index(op.f('ix_judgements_left'), 'judgements', ['left'], unique=False)
    op.create_index(op.f('ix_judgements_right'), 'judgements', ['right'], unique=False)
    op.create_table('records',
    sa.Column('seq', sa.Integer(), nullable=False, comment='age; the oldest record of an entity gives it its id'),
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('article_id', sa.String(length=32), nullable=True, comment='null for the fixed ids, e.g. country:ru'),
    sa.Column('entity_id', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['articles.id'], ),
    sa.PrimaryKeyConstraint('seq'),
    sa.UniqueConstraint('id')
    )
    op.create_index(op.f('ix_records_article_id'), 'records', ['article_id'], unique=False)
    op.create_index(op.f('ix_records_entity_id'), 'records', ['entity_id'], unique=False)
    op.create_table('run_items',
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('address', sa.Text(), nullable=False),
    sa.Column('article_id', sa.String(length=32), nullable=True),
    sa.Column('outcome', sa.String(length=16), nullable=False, comment='new, changed, failed, skipped; the unchanged are only counted'),
    sa.Column('reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['article_id'], ['articles.id'], ),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], ),
    sa.PrimaryKeyConstraint('run_id', 'n')
    )
    op.create_table('versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('article_id', sa.String(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('capture_id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=True),
    sa.Column('title', sa.Text(), nullable=True),
    sa.Column('url', sa.Text(), nullable=True),
    sa.Column('publisher', sa.Text(), nullable=True),
    sa.Column('authors', sa.JSON(), nullable=False),
    sa.Column('published', sa.String(length=10), nullable=True),
    sa.Column('language', sa.String(length=8), nullable=True),
    sa.Column('text', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False, comment='of the text in UTF-8'),
    sa.Column('extractor', sa.Text(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('cluster', sa.String(length=32), nullable=False, comment='article that first told this text: near-duplicates are one source'),
    sa.Column('signature', sa.LargeBinary(), nullable=False, comment='MinHash, 64 x uint32'),
    sa.Column('saved_at', sa.String(length=32), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['articles.id'], ),
    sa.ForeignKeyConstraint(['capture_id'], ['captures.id'], ),
    sa.ForeignKeyConstraint(['run_id'], ['runs.id'], ),
    sa.PrimaryKeyConstraint('id'),
    sa.UniqueConstraint('article_id', 'number')
    )
    op.create_index('ix_versions_extractor', 'versions', ['extractor'], unique=False)
    op.create_table('appearances',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('record_id', sa.String(length=32), nullable=False),
    sa.Column('live', sa.Boolean(), nullable=False),
    sa.Column('type', sa.String(length=16), nullable=False),
    sa.Column('name', sa.Text(), nullable=False),
    sa.Column('attributes', sa.JSON(), nullable=False),
    sa.Column('profile', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['record_id'], ['records.id'], ),
    sa.ForeignKeyConstraint(['version_id'], ['versions.id'], ),
    sa.PrimaryKeyConstraint('version_id', 'record_id')
    )
    op.create_index('ix_appearances_record', 'appearances', ['record_id'], unique=False)
    op.create_table('bands',
    sa.Column('band', sa.BigInteger(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['version_id'], ['versions.id'], ),
    sa.PrimaryKeyConstraint('band', 'version_id')
    )
    op.create_table('claims',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('article_id', sa.String(length=32), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('live', sa.Boolean(), nullable=False, comment='of the current version and the last extraction'),
    sa.Column('predicate', sa.String(length=64), nullable=False),
    sa.Column('subject', sa.String(length=32), nullable=True),
    sa.Column('object', sa.String(length=32), nullable=True),
    sa.Column('speaker', sa.String(length=32), nullable=True),
    sa.Column('place', sa.String(length=32), nullable=True),
    sa.Column('polarity', sa.String(length=8), nullable=False),
    sa.Column('modality', sa.String(length=16), nullable=False),
    sa.Column('date', sa.Text(), nullable=True),
    sa.Column('date_from', sa.String(length=10), nullable=True),
    sa.Column('date_to', sa.String(length=10), nullable=True),
    sa.Column('count_low', sa.Float(), nullable=True),
    sa.Column('count_high', sa.Float(), nullable=True),
    sa.Column('approximate', sa.Boolean(), nullable=True),
    sa.Column('attributes', sa.JSON(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('subject_start', sa.Integer(), nullable=True),
    sa.Column('subject_end', sa.Integer(), nullable=True),
    sa.Column('object_start', sa.Integer(), nullable=True),
    sa.Column('object_end', sa.Integer(), nullable=True),
    sa.Column('confidence', sa.Float(), nullable=False),
    sa.Column('proposed_by', sa.JSON(), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['articles.id'], ),
    sa.ForeignKeyConstraint(['object'], ['records.id'], ),
    sa.ForeignKeyConstraint(['place'], ['records.id'], ),
    sa.ForeignKeyConstraint(['speaker'], ['records.id'], ),
    sa.ForeignKeyConstraint(['subject'], ['records.id'], ),
    sa.ForeignKeyConstraint(['version_id'], ['versions.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index('ix_claims_article', 'claims', ['article_id'], unique=False)
    op.create_index('ix_claims_object', 'claims', ['object'], unique=False)
    op.create_index('ix_claims_subject', 'claims', ['subject'], unique=False)
    op.create_index('ix_claims_version', 'claims', ['version_id'], unique=False)
    op.create_table('incidents',
    sa.Column('id', sa.String(length=32), nullable=False),
    sa.Column('article_id', sa.String(length=32), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('live', sa.Boolean(), nullable=False),
    sa.Column('violations', sa.JSON(), nullable=False),
    sa.Column('perpetrators', sa.JSON(), nullable=False, comment='record ids'),
    sa.Column('perpetrator_type', sa.Text(), nullable=True),
    sa.Column('victims', sa.JSON(), nullable=False, comment='`kg.model.Victim` as objects, entity a record id'),
    sa.Column('claims', sa.JSON(), nullable=False, comment='claim ids'),
    sa.Column('country', sa.Text(), nullable=True),
    sa.Column('region', sa.Text(), nullable=True),
    sa.Column('city', sa.Text(), nullable=True),
    sa.Column('place', sa.String(length=32), nullable=True),
    sa.Column('date', sa.Text(), nullable=True),
    sa.Column('main', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['articles.id'], ),
    sa.ForeignKeyConstraint(['place'], ['records.id'], ),
    sa.ForeignKeyConstraint(['version_id'], ['versions.id'], ),
    sa.PrimaryKeyConstraint('id')
    )
    op.create_index(op.f('ix_incidents_article_id'), 'incidents', ['article_id'], unique=False)
    op.create_table('mentions',
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('n', sa.Integer(), nullable=False),
    sa.Column('start', sa.Integer(), nullable=False),
    sa.Column('end', sa.Integer(), nullable=False),
    sa.Column('type', sa.String(length=16), nullable=False),
    sa.Column('kind', sa.String(length=8), nullable=False),
    sa.Column('record_id', sa.String(length=32), nullable=True),
    sa.Column('score', sa.Float(), nullable=False),
    sa.ForeignKeyConstraint(['record_id'], ['records.id'], ),
    sa.ForeignKeyConstraint(['version_id'], ['versions.id'], ),
    sa.PrimaryKeyConstraint('version_id', 'n')
    )
    op.create_index('ix_mentions_record', 'mentions', ['record_id'], unique=False)
    op.create_table('claim_marks',
    sa.Column('claim_id', sa.String(length=32), nullable=False),
    sa.Column('judgement_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['claim_id'], ['claims.id'], ),
    sa.ForeignKeyConstraint(['judgement_id'], ['judgements.id'], ),
    sa.PrimaryKeyConstraint('claim_id', 'judgement_id')
    )
    op.create_table('links',
    sa.Column('source', sa.String(length=32), nullable=False),
    sa.Column('target', sa.String(length=32), nullable=False),
    sa.Column('type', sa.String(length=16), nullable=False),
    sa.Column('article_id', sa.String(length=32), nullable=False),
    sa.Column('live', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['article_id'], ['articles.id'], ),
    sa.ForeignKeyConstraint(['source'], ['claims.id'], ),
    sa.ForeignKeyConstraint(['target'], ['claims.id'], ),
    sa.PrimaryKeyConstraint('source', 'target', 'type')
    )
    op.create_index(op.f('ix_links_article_id'), 'links', ['article_id'], unique=False)
