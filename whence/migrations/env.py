"""What Alembic runs to migrate: on the connection it is given, else on DATABASE_URL."""

from alembic import context
from sqlalchemy import Connection

from whence.feedback.database import open_engine
from whence.feedback.table import METADATA
from whence.settings import Settings


def run(connection: Connection) -> None:
    """Take the steps asked for, in the transaction that is open."""
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    with open_engine(Settings.load().database_url).begin() as opened:
        run(opened)
