"""`filter(Among("pk", rows))`: of many rows the few whose number a dear question names."""

from django.db.models import BooleanField, F, Func, Subquery

# PostgreSQL asks the subquery first, then takes the few rows by their numbers; of IN it believes
# that most rows fit, and reads whole tables. What stands before the subquery and after it.
ARRAY, LIST = ("= ANY(ARRAY(", "))"), ("IN (", ")")


class Rows(Subquery):
    empty_result_set_value = NotImplemented  # of nothing, the whole question finds nothing


class Among(Func):
    """As pk__in of a subquery of one column."""

    output_field = BooleanField()
    arity, arg_joiner = 2, " IN "
    template = "%(expressions)s"
    conditional = True

    def __init__(self, number: str, rows):
        super().__init__(F(number), Rows(rows))

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(
            compiler, connection, template="%(expressions)s)", arg_joiner=" = ANY(ARRAY", **context
        )
