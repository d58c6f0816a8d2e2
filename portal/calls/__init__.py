"""Calls for action and the contact lists that they go to (R59, R60, R61)."""
