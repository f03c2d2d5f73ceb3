"""The inbox: a folder, a bucket or an SFTP server in which managers and administrators leave files.

Belongs here: where it is, what lies in it, when a file is whole, and from a file to a delivery or into quarantine. Does
not: what is expected (`policy/calendar.yml`) and what a file's figures are (the readers in `prudent/ingest`). Nothing
here deletes, moves or renames anything in the inbox: the right to read is enough.
"""
