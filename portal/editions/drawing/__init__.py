"""What stands in the paper, the summary, the answers, what people said, and on the forms to fill in by hand."""

from portal.base.languages import _l
from portal.editions import parts
from portal.editions.drawing.answers import answers
from portal.editions.drawing.easier import ideas, words
from portal.editions.drawing.paper import paper
from portal.editions.drawing.points import points

parts.also("paper", _l("What is asked"), paper)
parts.also("easy", _l("Easy to read, with pictures"), ideas, in_whole=False)
parts.also("glossary", _l("Words explained"), words)
parts.also("summary", _l("The summary"), points)
parts.also("responses", _l("Answers and promises"), answers)
