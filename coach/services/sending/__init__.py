"""What leaves: rows in the outbox, each kind of delivery, posting and changing, Slack's limits, kind hours."""
