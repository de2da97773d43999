"""Where the per-article work runs: here, in a pool of processes, elsewhere."""
