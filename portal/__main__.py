"""`python -m portal` is the same as `portal`."""

from portal.cli import main

main()
