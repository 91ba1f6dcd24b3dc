"""`python -m kronobarn` is the same as `kronobarn`."""

from kronobarn.cli import main

main()
