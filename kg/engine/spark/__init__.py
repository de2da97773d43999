"""Steps over keyed rows on Apache Spark: the one place that knows it, and that says what it does.

`SparkFlow` (flow) runs the steps and finds again what an earlier run kept; `chain` is what runs in Spark's Python workers;
`session` starts Spark and takes kg to its machines; `files` reads, lists and replaces files wherever Spark can.
"""
