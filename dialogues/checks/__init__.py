"""The answer checks: small pure functions, one file a family; the privacy guard among them."""
