"""What is kept: run folders, numbered issues of memos, and refused files. Nothing here computes a figure.

`objects` is the only module that knows obstore; the others say which bytes are written, where, and in which order.
"""
