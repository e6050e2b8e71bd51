"""Summaries, as labelled lines, as text and as a page; where a project is in short; a round beside the one before."""
