"""What will be asked, before it can be asked: plans of hosts, the calendar by month, and how to follow without an account."""
