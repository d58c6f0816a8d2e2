"""A whole consultation as a file: documented, versioned, in and out without loss; and open data for everybody.

A file is read as if a stranger had written it: its size, shape, references and texts are checked before the first row,
and one transaction takes all of it or nothing.
"""
