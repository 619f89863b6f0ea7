"""newsrag as it comes: words alone, split again at each start."""

from benchmarks.peers.tools.job import run
from benchmarks.peers.tools.newsrag_vectors import index, open_words

if __name__ == "__main__":
    run(index, open_words)
