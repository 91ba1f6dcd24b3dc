"""Organisations, secrecy areas, units and assignments: who is who in the county."""
