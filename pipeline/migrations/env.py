"""Alembic's entry: migrates over the connection that ``catalogue_database`` hands in, inside its transaction."""

from __future__ import annotations

from alembic import context

from tiaokuan.pipeline.catalogue_models import Base

context.configure(connection=context.config.attributes["connection"], target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()
