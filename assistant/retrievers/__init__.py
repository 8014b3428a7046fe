"""Ways to find passages: each file gives scores to the rows of the index for one question."""
