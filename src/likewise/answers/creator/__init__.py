"""Creator mode: what a creator's own posts say of a group, when nobody's like is known person by person.

Reads the table `post`; gives whose the posts are, `Finding`s, rows of `effects`, and questions about spans to `show`.
"""

from likewise.answers.creator.curves import creator_effects
from likewise.answers.creator.findings import creator_findings
from likewise.answers.creator.owner import Owner, find_owner
from likewise.answers.creator.scan import Question, group_questions
from likewise.answers.creator.series import Span

__all__ = ["Owner", "Question", "Span", "creator_effects", "creator_findings", "find_owner", "group_questions"]
