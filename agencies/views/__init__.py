"""Pages about agencies: lists, the directory, one request, one advice, the guest’s."""
