"""What has been read and extracted, kept between runs."""
