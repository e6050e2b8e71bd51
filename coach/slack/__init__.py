"""The only place that knows Slack: payloads in, blocks and calls out."""
