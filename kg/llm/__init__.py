"""A language model as a second reader: it chooses among what our own code has found in the text, and is held to the text.

What is known before anything is asked (sheet), the question (question, prompt), the answer and its proof (answer, check),
the extraction made of it (assemble, reader, both); who answers (service: journal, client, batch files) and what it costs (cost).
"""
