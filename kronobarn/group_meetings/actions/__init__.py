"""Everything that changes the meetings of the county's groups."""
