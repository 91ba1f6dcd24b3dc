"""The pages about the meetings of the county's groups."""
