"""Which days are working days in Sweden."""
