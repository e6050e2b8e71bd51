"""Check-ins: when one comes, who is asked, what they say, the one note for everybody."""
