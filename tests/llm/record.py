"""Writing the answers of the sample articles anew: `python -m tests.llm.record`.

They are answers by hand: what the annotator of data/gold wrote of our own articles, put in the words that a question asks for. The
file is in the form that `--batch-in` reads. It has to be written again when what is asked alters: the prompt, or what the rules
find in these articles.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from kg.llm.answer import Answer, failed
from kg.llm.question import Model, Question
from kg.llm.reader import ModelReader
from tests.llm.answering import GOLD, ROOT, Annotator, data_of, gold_articles, sample_articles

RECORDED = Path(__file__).parent / "answers.jsonl"
MODEL = "hand"
COMMAND = "python -m tests.llm.record"


def annotators() -> list[Annotator]:
    """Give who has annotated the sample articles, by article id."""
    gold, articles = gold_articles(), sample_articles()
    return [Annotator(gold[id], articles[id]) for id in sorted(gold)]


def answers(who: Annotator) -> Iterator[tuple[Question, bytes]]:
    """Give the questions about an annotator's article, each with the line of its answer."""
    reader = ModelReader(Model(MODEL), _nobody, lambda lang: who.sheet.reading.pack, str)
    for question, _ in reader.questions(who.sheet.article):
        value = {"custom_id": question.key, "answer": who.answer(data_of(question.body))}
        yield question, json.dumps(value, ensure_ascii=False).encode() + b"\n"


def _nobody(question: Question) -> Answer:
    return failed("not asked")


def recorded(known: list[Annotator]) -> bytes:
    """Give the whole file."""
    return b"".join(line for who in known for _, line in answers(who))


if __name__ == "__main__":
    known = annotators()
    RECORDED.write_bytes(recorded(known))
    print(f"{RECORDED.relative_to(ROOT)}: the answers of {GOLD.relative_to(ROOT)}, but for")
    print("\n".join(sorted({left for who in known for left in who.left_out})))
