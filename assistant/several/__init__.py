"""Several things that are asked at once: each answered after the ones before it, and all put together."""
