"""Sources made articles: one module for each format, and the parts that they share."""
