"""The screens of a check-in: the message to one person, its forms, the note for everybody, how often it comes."""
