"""What is measured, a module a task."""
