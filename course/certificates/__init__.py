"""Certificates: who passed, a paper for them, and a signed credential that anyone can check."""
