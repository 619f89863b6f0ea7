"""On Record beside other tools that do the same job; `python -m benchmarks.peers` runs it."""
