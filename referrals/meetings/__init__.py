"""Progress meetings: a class's teacher and the SENCO look at every child of the class together."""
