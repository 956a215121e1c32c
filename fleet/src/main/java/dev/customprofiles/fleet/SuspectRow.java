package dev.customprofiles.fleet;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** A site that leaks in one JVM: a row of the table {@code suspects}. */
record SuspectRow(
        String host,
        String jvm,
        String profile,
        String signature,
        String verdict,
        String topFrame,
        List<String> stack,
        String label,
        long live,
        long collected,
        long added,
        long removed,
        double perHour,
        String sentence)
        implements Serializable {

    static final StructType SCHEMA = new StructType()
            .add("host", DataTypes.StringType)
            .add("jvm", DataTypes.StringType)
            .add("profile", DataTypes.StringType)
            .add("signature", DataTypes.StringType)
            .add("verdict", DataTypes.StringType)
            .add("top_frame", DataTypes.StringType)
            .add("stack", DataTypes.createArrayType(DataTypes.StringType))
            .add("label", DataTypes.StringType)
            .add("live", DataTypes.LongType)
            .add("collected", DataTypes.LongType)
            .add("added", DataTypes.LongType)
            .add("removed", DataTypes.LongType)
            .add("per_hour", DataTypes.DoubleType)
            .add("sentence", DataTypes.StringType);

    Row row() {
        return RowFactory.create(
                host,
                jvm,
                profile,
                signature,
                verdict,
                topFrame,
                stack.toArray(new String[0]),
                label,
                live,
                collected,
                added,
                removed,
                perHour,
                sentence);
    }
}
