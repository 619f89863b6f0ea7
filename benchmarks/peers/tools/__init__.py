"""One tool a file, written as its own documentation tells, run in an environment of its own."""
