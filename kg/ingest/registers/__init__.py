"""Registers: files that somebody publishes and a user has downloaded, read into proposals.

One module a format; nothing is fetched.
"""
