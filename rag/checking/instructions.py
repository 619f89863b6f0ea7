"""Whether a text speaks to whoever sums it up, instead of telling what happened.

News addresses its readers; it does not tell them how to answer, and it holds no marks of a
chat. An extract that does is kept from a model, and nothing rests on it.
"""

import re

_SIGNS = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        # Marks of a chat's turns, of fences, of hidden markup and of citations.
        r"<\s*/?\s*[|a-z!]|\|>|\[/?inst\]|<<|>>|```|~~~|^\s*#{2,}|={3,}|-{4,}|\{\{|\}\}|<!--",
        r"(?:^|[\s\"“(.])(?:system|assistant|user|human|ai|developer|tool|instructions?)"
        r"(?: (?:prompt|message|note|override|update))? ?(?:\]|>|:)(?!\w)",
        r"\[\s*\d+(?:\s*[,-]\s*\d+)*\s*\]",
        r"&(?:lt|gt|#\d+);|\\n|%3c|!\[|\]\(",
        # Talk of the task itself.
        r"\b(?:ignore|disregard|forget|override|bypass|skip|delete|discard)\b[^.]{0,40}"
        r"\b(?:above|previous|prior|earlier|preceding|instructions?|rules?|prompts?|extracts?|"
        r"everything|guidelines?|all of this|context)\b",
        r"\b(?:your|the|this|new|these|following) "
        r"(?:answer|reply|response|summary|prompt|output|completion|task|instructions?|"
        r"system message)\b[^.]{0,30}\b(?:must|should|has to|needs to|shall|begin|starts?|"
        r"ends?|reads?|follows?)\b",
        r"\b(?:language model|chatbot|summari[sz]ers?|ai assistants?|large model|ai model|llm)s?\b",
        r"\b(?:you are now|act as|pretend|role-?play|from now on,? (?:you|say|answer|always)|"
        r"as an ai|"
        r"when (?:summari[sz]ing|answering)|if (?:you are|anyone) (?:asked|asks)|"
        r"whoever (?:sums|writes|answers)|note to (?:the )?(?:writer|editor|reader|model|ai))\b",
        # "Say that ...", "and then answer: ...": a bare verb where a sentence or clause begins.
        r"(?:^|[.!?:;\"“”(\]–—-]\s*|\b(?:and|then|please|now|instead|must|should|always|only|just|"
        r"simply) |, )(?:say|state|write|answer|reply|respond|output|print|repeat|conclude|"
        r"summari[sz]e|report|tell|claim|mention|include|add|quote|cite|attribute|append|insert)"
        r"(?: (?:only|instead|exactly|the following|in your|in the|to the|them|everyone|people|"
        r"the user|the reader|the journalist|this|a sentence|with)\b[^.]{0,40}?)?"
        r"(?: that\b|:| [\"“']| with [\"“'])",
    )
)


def addresses_writer(text: str) -> bool:
    """Whether a text holds instructions for whoever sums it up, or marks of a chat."""
    one_line = re.sub(r"\s+", " ", "".join(c for c in text if c.isprintable() or c.isspace()))
    return any(sign.search(one_line) for sign in _SIGNS)
