"""The commands of `onrecord`, a file for each matter."""
