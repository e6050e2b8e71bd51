"""One input, one transaction, one commit: the walk of what comes in, and in the folders what it does and shows."""
