"""What the lead sees and fills in: the panel, the forms of the way on, what to ask next, what is to be found out."""
