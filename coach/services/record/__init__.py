"""What the record shows and lacks: files and words to take away, private details kept out, what is noticed in it."""
