"""The databases that the web channel's stores are tested on."""

import os
import uuid
from contextlib import contextmanager

import pytest
import sqlalchemy as sa

#: Where a PostgreSQL may be found that anybody on this machine may use.
POSTGRESQL = os.environ.get("NEEDLEWISE_TEST_POSTGRESQL", "postgresql://127.0.0.1:5432/test")


def _urls():
    yield POSTGRESQL
    address = sa.engine.make_url(POSTGRESQL)
    if not address.username:
        yield str(address.set(username="postgres"))


def find_postgresql():
    """The address of a PostgreSQL that answers; skips the test where none does."""
    reason = ""
    for url in _urls():
        engine = sa.create_engine(url, future=True, connect_args={"connect_timeout": 3})
        try:
            with engine.connect():
                return url
        except sa.exc.DBAPIError as error:
            reason = str(error.orig).strip().splitlines()[0]
        finally:
            engine.dispose()
    print(f"No PostgreSQL was found, so nothing was tested on one: {reason}")
    pytest.skip(f"no PostgreSQL at {POSTGRESQL}: {reason}")


@contextmanager
def database(kind, folder):
    """The URL of an empty database, or of an empty schema in PostgreSQL."""
    if kind == "sqlite":
        yield f"sqlite:///{folder}/{uuid.uuid4().hex}.db"
        return
    url, name = find_postgresql(), f"needlewise_{uuid.uuid4().hex}"
    engine = sa.create_engine(url, future=True)
    try:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"CREATE SCHEMA {name}")
        yield f"{url}?options=-csearch_path%3D{name}"
    finally:
        with engine.begin() as connection:
            connection.exec_driver_sql(f"DROP SCHEMA {name} CASCADE")
        engine.dispose()
