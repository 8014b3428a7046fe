"""Answers in a chat model's words, held to the same proof as the desk's own: between the offline answer and the screen."""
