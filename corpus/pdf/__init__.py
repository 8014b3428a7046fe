"""What it takes to read a PDF: characters and where they stand, lines, tables, headings, text recognition."""
