"""The catalogue's tables through time (Alembic). ``HEAD`` is the newest revision; a database that has it is not touched
and Alembic is not even imported."""

from typing import Final

HEAD: Final = "0001"
