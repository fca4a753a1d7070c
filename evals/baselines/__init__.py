"""What others would build over the same files, to be measured in the same run."""
