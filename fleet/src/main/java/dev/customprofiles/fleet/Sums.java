package dev.customprofiles.fleet;

import static org.apache.spark.sql.functions.*;

import org.apache.spark.sql.Column;

/** Sums of weights and ages over many JVMs. */
final class Sums {

    private Sums() {}

    /**
     * Returns the sum of a column of longs, which stays at the limits of a long. Spark's own fails the job there, and the ages of 10,000
     * objects, ten days old, reach it.
     */
    static Column saturating(Column column) {
        Column limit =
                when(sum(column.cast("double")).lt(0), lit(Long.MIN_VALUE)).otherwise(lit(Long.MAX_VALUE));
        return coalesce(try_sum(column), limit);
    }
}
