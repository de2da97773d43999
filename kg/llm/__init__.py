"""A language model as a second reader: it chooses among what our own code has found in the text, and is held to the text.

What is known before anything is asked (sheet), the question (question, prompt, visible), the answer and its proof (answer, check:
ground, pointing, retelling, when), the extraction made of it (assemble, joining, compare, reader); who answers (connect: service,
journal, client, batch files) and what it costs (cost).
"""
