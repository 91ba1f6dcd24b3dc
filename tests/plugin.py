"""Loaded before Django: starts the embedded server and points the settings at this process's database.

Each test process has a database of its own, cloned from a template that is migrated once, so that
several runs can go on side by side. The
server's data folder is kept between runs; KRONOBARN_POSTGRES chooses whose binaries run it.
"""

import atexit
import os
from pathlib import Path

from kronobarn.database.server import Server

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
DATABASE = f"test_{WORKER}_{os.getpid()}"
SOURCE = os.environ.get("KRONOBARN_POSTGRES", "any").strip("/").replace("/", "-")
FOLDER = Path(os.environ.get("KRONOBARN_TEST_DATA", ".data")) / f"test-{SOURCE}"

# A process asks the same thousand statements of tables with few rows: a plan for each value would never be the better one.
os.environ.setdefault("PGOPTIONS", "-c plan_cache_mode=force_generic_plan")

server = Server(FOLDER)
server.start()
atexit.register(server.release)

os.environ["KRONOBARN_TESTING"] = "1"
os.environ["KRONOBARN_DATA"] = str(FOLDER)
os.environ["DATABASE_URL"] = server.url("app", DATABASE)
os.environ["DATABASE_OWNER_URL"] = server.url("owner", DATABASE)
os.environ["DATABASE_KEEPER_URL"] = server.url("keeper", DATABASE)
