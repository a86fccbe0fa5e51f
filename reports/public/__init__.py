"""What every school publishes: the SEN Information Report, the inclusion strategy.

One engine; what a document is made of is a data file (reports/public/outlines).
"""
