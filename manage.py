"""Django's own commands, with the database prepared: `python manage.py shell` is `kronobarn manage shell`."""

import sys

from kronobarn.cli import main

main(["manage", *sys.argv[1:]])
