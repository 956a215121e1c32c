package dev.customprofiles.fleet;

import static org.apache.spark.sql.functions.col;

import java.lang.module.ModuleDescriptor.Version;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;

/**
 * From when on a site counts as new: since an instant, by the start of its JVMs, or since a version of the application. Versions are
 * compared as the Java module system compares them: 1.10 is after 1.9, and 2.0-rc1 before 2.0.
 */
final class NewSince {

    private final String text;
    private final Long micros;
    private final Version version;

    private NewSince(String text, Long micros, Version version) {
        this.text = text;
        this.micros = micros;
        this.version = version;
    }

    /** @throws IllegalArgumentException with a message for the user if the text is neither an instant nor a version */
    static NewSince parse(String text) {
        try {
            Instant instant = OffsetDateTime.parse(text.replace(' ', 'T')).toInstant();
            return new NewSince(text, instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000, null);
        } catch (DateTimeException e) {
            Version version = version(text);
            if (version == null) {
                throw new IllegalArgumentException(
                        "--new-since is an instant such as 2026-11-28T12:00:00Z or a version such as 2.1, but was '"
                                + text + "'");
            }
            return new NewSince(text, null, version);
        }
    }

    /** Returns null for what cannot be compared, such as a hash. */
    private static Version version(String text) {
        try {
            return Version.parse(text.startsWith("v") ? text.substring(1) : text);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    boolean isVersion() {
        return version != null;
    }

    String title() {
        return isVersion()
                ? "only in JVMs of version " + text + " or later"
                : "only in JVMs that started since " + text;
    }

    /** Returns whether a row of {@code live} is of a JVM from before. One of an unknown version is: it may be. */
    Column before(Dataset<Row> live) {
        if (!isVersion()) {
            return col("start").lt(micros);
        }
        List<String> later = live
                .select("version")
                .where(col("version").isNotNull())
                .distinct()
                .as(Encoders.STRING())
                .collectAsList()
                .stream()
                .filter(found -> {
                    Version other = version(found);
                    return other != null && other.compareTo(version) >= 0;
                })
                .toList();
        return col("version").isNull().or(col("version").isin(later.toArray()).equalTo(false));
    }
}
