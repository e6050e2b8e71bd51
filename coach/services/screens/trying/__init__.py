"""Before and after a try: what people expect, its tries and marks, what the results point to, stopping well."""
