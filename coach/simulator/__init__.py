"""The local workspace: a small Slack of our own, with its page, its clock and its limits."""
