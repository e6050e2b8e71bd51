"""Faults by force: worker processes of their own, killed, stopped and cut off while they are at it."""
