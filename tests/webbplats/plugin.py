"""Loaded before Django: the site's project, on the embedded server that the other tests use, in a database of its own."""

import atexit
import os
import tempfile
from pathlib import Path

from kronobarn.database.server import Server

WORKER = os.environ.get("PYTEST_XDIST_WORKER", "main")
DATABASE = f"test_site{WORKER}_{os.getpid()}"
SOURCE = os.environ.get("KRONOBARN_POSTGRES", "any").strip("/").replace("/", "-")
FOLDER = Path(os.environ.get("KRONOBARN_TEST_DATA", ".data")) / f"test-{SOURCE}"

server = Server(FOLDER)
server.start()
atexit.register(server.release)
files = tempfile.TemporaryDirectory(prefix="site-")
atexit.register(files.cleanup)

os.environ["SITE_TESTING"] = "1"
os.environ["SITE_DATA"] = files.name
os.environ["SITE_DATABASE_URL"] = server.url("site", DATABASE)
os.environ["SITE_PUBLIC_ADDRESS"] = "https://barnensbasta.example"
os.environ["SITE_PROCESS_ADDRESS"] = "https://kronobarn.example"
os.environ["EMAIL_HOST"] = "127.0.0.1"  # the tests' own mail server, where there is one
(Path(files.name) / "static").mkdir()
