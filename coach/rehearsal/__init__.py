"""Rehearsals: whole teams in YAML, played through the local workspace by the real app."""
