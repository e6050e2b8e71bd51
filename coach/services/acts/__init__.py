"""What a press or a sent form does to one open conversation, which form opens for it, and what it only looks at."""
