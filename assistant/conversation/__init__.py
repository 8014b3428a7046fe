"""What a conversation leaves unsaid: moves, dates, what a follow-up points at, and what is to be asked back."""
