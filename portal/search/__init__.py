"""Finding words in six languages on both databases."""
