"""Runs the migrations in the transaction that `kg.archive.connect` has opened."""

from alembic import context

from kg.archive.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=True)
context.run_migrations()
