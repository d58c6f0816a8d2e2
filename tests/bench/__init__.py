"""`make bench`: what the portal can do, side by side with the bare framework and the bare database in one run."""
