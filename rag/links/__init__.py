"""Permanent addresses of answers, and what changed since one was made."""
