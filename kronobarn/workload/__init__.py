"""How much waits in a unit, as numbers and days, for its manager. Nothing here tells which child it is about."""
