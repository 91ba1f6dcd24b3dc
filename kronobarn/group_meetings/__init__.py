"""Meetings of the groups of the county's process: called, written down, approved and published. No child is near them."""
