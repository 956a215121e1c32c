package dev.customprofiles.fleet;

import java.io.Serializable;
import java.util.List;

/** What the files of one host have in them, as rows of the tables. */
record HostRows(List<LiveRow> live, List<RecordingRow> recordings, List<SuspectRow> suspects) implements Serializable {}
