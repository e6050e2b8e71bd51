"""A project's whole record in its documented shape: out to a file, in from one, and the risk register."""
