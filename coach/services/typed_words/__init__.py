"""Typed words: told apart, asked back about, read into a question's boxes; commands and what is said back to them."""
