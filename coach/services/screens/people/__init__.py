"""About one person over their projects: Home, where they stand, their times, names, partners, parting, nudges."""
