"""Results as people read them: texts in two languages, tables, sheets, pictures, files."""
