"""What is a person's own, over all their projects: times, leave, quiet, their name, leaving and coming back."""
