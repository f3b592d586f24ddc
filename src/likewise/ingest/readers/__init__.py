"""Text files as bytes: their lines, quotation marks and records, told without splitting a line into fields."""
