"""How good the answers to labelled questions are."""
