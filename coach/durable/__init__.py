"""Durable work: the row is the truth, the queue is the bell."""
