"""Who is spoken to: use cases, the Slack app, the local workspace, work that is done later, the command line."""
