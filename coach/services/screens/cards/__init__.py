"""Questions before they are answered: the card, its form and boxes, drafts, examples, how long it takes."""
