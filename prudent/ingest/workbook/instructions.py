"""What our own workbook says to whoever fills it in, line by line; the first is the title.

Belongs here: the words of its first sheet. Does not: what is said of a column, which the tables' specifications say.
"""

LINES = (
    "How to fill in this workbook",
    "Fill in the sheets for which you have figures, and leave the others as they are.",
    "Write figures below the row marked 'example', and leave the first column empty beside them.",
    "Rows with a word in the first column explain the sheet and are not read.",
    "Leave a cell empty when the figure is not known. A zero says that it is nothing.",
    "Write each figure in the unit that the sheet states: in a column in per cent, 1.95 is 1.95 %.",
    "Type numbers without a percentage sign. A cell formatted as a percentage stores another number and is refused.",
    "Write dates as dates, and the last day of the month where a column's name says month or period end.",
    "Formulas are read by the value that was last computed and saved. One that was never computed is reported.",
    "Do not rename or add sheets or columns. Macros, passwords and embedded files are not taken.",
    "The sheet 'Fund' says whose workbook this is. A workbook of another fund is refused.",
    "In the row 'openfunds' stands the id of the field of that standard (openfunds.org) that says the same.",
    "An empty cell there means that none was found to say the same.",
)
