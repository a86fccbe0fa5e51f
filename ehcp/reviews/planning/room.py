"""What this part adds to the page of a review. Called once, from ehcp.reviews.room."""


def register() -> None:
    pass
