"""The whole build as steps over keyed rows: the same functions as in one process, on data of any size."""
