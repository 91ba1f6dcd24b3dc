"""The county's process: which bodies carry it, and what they have decided. Nothing here is about any child."""
