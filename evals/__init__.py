"""Questions with known answers x an assistant -> scores: what `policy eval` runs."""
