"""The templates of the Institutional Limited Partners Association (ILPA) of January 2025: the Reporting Template,
version 2.0, and the Performance Template, Granular and Gross Up.

Lines and columns are found by their labels, never by their place. What a template says and no table of ours means
exactly is kept with the file, noticed, and not used.
"""
