"""What people, members and chairs type."""
