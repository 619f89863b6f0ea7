"""Where accounts of one thing differ: in numbers, in days, or in that one denies another."""
