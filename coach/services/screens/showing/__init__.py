"""What a team sees together: reveals, partners side by side, picks and judgements counted, what hangs together."""
