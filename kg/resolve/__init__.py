"""Who is who and what is what across articles: a merge that does not depend on order or grouping."""
