"""What is remembered: tables, queries, the one transaction, and the database's versions."""
