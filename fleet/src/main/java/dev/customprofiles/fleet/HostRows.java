package dev.customprofiles.fleet;

import java.io.Serializable;
import java.util.List;

/**
 * What the files of one host have in them, as rows of the tables.
 *
 * @param files which files these are
 * @param chunks their chunks, without those whose JVM is unknown
 */
record HostRows(
        HostFiles files,
        List<LiveRow> live,
        List<RecordingRow> recordings,
        List<SuspectRow> suspects,
        List<JvmChunk> chunks)
        implements Serializable {}
