package dev.customprofiles.fleet;

import java.io.Serializable;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What became of one file: a row of the table {@code recordings}.
 *
 * @param jvms the JVMs whose events are in it, separated by commas; empty if it cannot be read
 * @param ok whether it was read whole, and its answer is exact
 * @param reason why it is not, in one line; null if it is
 * @param lost how many bytes or events were reported as lost by the JVM; 0 if none
 */
record RecordingRow(String host, String file, long bytes, String jvms, boolean ok, String reason, long lost)
        implements Serializable {

    static final StructType SCHEMA = new StructType()
            .add("host", DataTypes.StringType)
            .add("file", DataTypes.StringType)
            .add("bytes", DataTypes.LongType)
            .add("jvm", DataTypes.StringType)
            .add("ok", DataTypes.BooleanType)
            .add("reason", DataTypes.StringType)
            .add("lost", DataTypes.LongType);

    Row row() {
        return RowFactory.create(host, file, bytes, jvms, ok, reason, lost);
    }
}
