"""How the reader's weights are made: `python -m training.reader --data DIR --out DIR`."""
