"""Inside the engine: one turn in the making, and each thing that can happen in it."""
