"""What splits a question that asks several things, one file for each way in which it can."""
