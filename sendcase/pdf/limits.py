"""What one render may use. A letter takes 0.1 s and 120 MB."""

SECONDS = 20  # wall clock, per document
MEMORY = 512 * 1024 * 1024  # bytes of address space of the child
PAGES = 100
SOURCE = 5_000_000  # bytes of HTML and pictures
CHUNK = 20  # documents of one school rendered by one child
# Papers from elsewhere, bound together (binding.py): each is read in a child of its own limits.
BIND_SECONDS = 120  # the whole; 400 pages take five
PAPER_PAGES = 300  # of one paper from elsewhere
