"""How the shipped weights are made: `python -m training.reader` and `python -m training.words`, each with `--data DIR`."""
