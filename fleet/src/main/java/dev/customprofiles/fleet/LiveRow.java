package dev.customprofiles.fleet;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What one JVM had live from one site: a row of the table {@code live}. Collected objects count in all columns; their part of it is in
 * columns of its own.
 *
 * @param jvm the JVM, by its process id and the time at which it started
 * @param version of the application; null if it is not known or not asked for
 * @param start when the JVM started; the start of the recording where that is not known. Microseconds since the epoch
 * @param at the instant, in microseconds since the epoch
 * @param unit of the weights; null if the profile has none
 * @param stack frames, the leaf first, each {@code function(file:line)}
 * @param baseCount how many were live at the base instant; null if none was asked for
 */
record LiveRow(
        String host,
        String jvm,
        String version,
        long start,
        long at,
        String profile,
        String unit,
        String signature,
        String topFrame,
        List<String> stack,
        String label,
        String objectClass,
        long count,
        long collected,
        long weight,
        long collectedWeight,
        long ageSum,
        long collectedAgeSum,
        Long baseCount)
        implements Serializable {

    static final StructType SCHEMA = new StructType()
            .add("host", DataTypes.StringType)
            .add("jvm", DataTypes.StringType)
            .add("version", DataTypes.StringType)
            .add("start", DataTypes.LongType)
            .add("at", DataTypes.LongType)
            .add("profile", DataTypes.StringType)
            .add("unit", DataTypes.StringType)
            .add("signature", DataTypes.StringType)
            .add("top_frame", DataTypes.StringType)
            .add("stack", DataTypes.createArrayType(DataTypes.StringType))
            .add("label", DataTypes.StringType)
            .add("class", DataTypes.StringType)
            .add("count", DataTypes.LongType)
            .add("collected", DataTypes.LongType)
            .add("weight", DataTypes.LongType)
            .add("collected_weight", DataTypes.LongType)
            .add("age_sum", DataTypes.LongType)
            .add("collected_age_sum", DataTypes.LongType)
            .add("base_count", DataTypes.LongType);

    Row row() {
        return RowFactory.create(
                host,
                jvm,
                version,
                start,
                at,
                profile,
                unit,
                signature,
                topFrame,
                stack.toArray(new String[0]),
                label,
                objectClass,
                count,
                collected,
                weight,
                collectedWeight,
                ageSum,
                collectedAgeSum,
                baseCount);
    }
}
