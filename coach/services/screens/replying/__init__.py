"""Words back to one person: the echo of an answer, asking back, kind refusals, help, everything told in private."""
