"""What has been extracted, kept between runs, so that a build does only what is new."""
