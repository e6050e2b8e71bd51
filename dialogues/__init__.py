"""What is asked, and what follows: content, the pure engine, and what looks at answers."""
