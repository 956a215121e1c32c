package dev.customprofiles.reader;

import java.util.List;

/** Chunks put together by hand that hold a custom profile: adds, removes, and the snapshot at the start of each. */
public final class ProfileChunks {
    private static final String[] LABELS = {null, "", "pool", "another pool"};

    private ProfileChunks() {}

    /** Two chunks that follow one another, in format version 2.0 or 2.1; a few kilobytes. */
    public static byte[] two(int minor) {
        Encoder all = new Encoder();
        for (int i = 0; i < 2; i++) {
            all.raw(chunk(minor, i).build());
        }
        return all.bytes();
    }

    /** One chunk, and at its end an Add with a label of that many letters. */
    public static byte[] withALongLabel(int letters) {
        ChunkBuilder chunk = chunk(1, 0);
        add(chunk, 0, 1, 77, "x".repeat(letters));
        return chunk.build();
    }

    private static ChunkBuilder chunk(int minor, int number) {
        ChunkBuilder chunk = new ChunkBuilder();
        chunk.minor = minor;
        chunk.startNanos += number * chunk.durationNanos;
        chunk.startTicks += number * chunk.durationNanos;
        chunk.event(
                "customprofiles.Add",
                "eventThread:java.lang.Thread*",
                "profile:java.lang.String",
                "id:long",
                "epoch:long",
                "skip:int",
                "objectClass:java.lang.Class*",
                "weight:long",
                "label:java.lang.String");
        chunk.event(
                "customprofiles.Remove",
                "profile:java.lang.String",
                "id:long",
                "epoch:long",
                "site:long",
                "age:long",
                "weight:long",
                "label:java.lang.String",
                "collected:boolean");
        chunk.event(
                "customprofiles.Snapshot",
                "profile:java.lang.String",
                "epoch:long",
                "liveCount:int",
                "unit:java.lang.String",
                "added:long",
                "removed:long");
        chunk.event(
                "customprofiles.LiveSite",
                "profile:java.lang.String",
                "epoch:long",
                "site:long",
                "liveCount:int",
                "liveWeight:long",
                "totalAge:long",
                "ages:java.lang.String",
                "objectClassName:java.lang.String",
                "label:java.lang.String",
                "frames:java.lang.String",
                "truncated:boolean");
        chunk.event(
                "customprofiles.Frame",
                "epoch:long",
                "number:int",
                "type:java.lang.String",
                "method:java.lang.String",
                "line:int");
        chunk.event("jdk.DataLoss", "amount:long");
        chunk.metadata().checkpoint();
        int epoch = number + 1;
        long start = chunk.startTicks;
        int live = 3 * number;
        for (int frame = 0; frame < 3; frame++) {
            chunk.write(
                    "customprofiles.Frame",
                    ChunkBuilder.fields(start, 0)
                            .number(epoch)
                            .number(frame)
                            .chars("a.b.Outer$Inner")
                            .latin1("method" + frame)
                            .number(10 + frame));
        }
        chunk.write(
                "customprofiles.Snapshot",
                ChunkBuilder.fields(start, 0)
                        .chars("blob.Open")
                        .number(epoch)
                        .number(live)
                        .chars("bytes")
                        .number(live)
                        .number(0));
        if (live > 0) {
            chunk.write(
                    "customprofiles.LiveSite",
                    ChunkBuilder.fields(start, 0)
                            .chars("blob.Open")
                            .number(epoch)
                            .number(7)
                            .number(live)
                            .number(100L * live)
                            .number(3_000_000)
                            .chars("20:2 21:1")
                            .chars("a.b.Thing")
                            .raw(0)
                            .chars("ABC")
                            .raw(number & 1));
        }
        for (int i = 0; i < 6; i++) {
            long id = 10L * number + i;
            add(chunk, number, epoch, id, LABELS[(int) id % LABELS.length]);
        }
        for (int i : List.of(1, 3, 5)) {
            remove(chunk, epoch, 10L * number + i, 0, i == 5);
        }
        remove(chunk, epoch, 900 + number, 7, true);
        return chunk.usualCheckpoint();
    }

    private static void add(ChunkBuilder chunk, int number, int epoch, long id, String label) {
        Encoder add = ChunkBuilder.fields(chunk.startTicks + 100_000_000 + id, 1 + id % 2)
                .number(1)
                .chars("blob.Open")
                .number(id)
                .number(epoch)
                .number(id % 3)
                .number(1)
                .number(100);
        if (label == null) {
            add.raw(number);
        } else {
            add.utf8(label);
        }
        chunk.write("customprofiles.Add", add);
    }

    private static void remove(ChunkBuilder chunk, int epoch, long id, long site, boolean collected) {
        chunk.write(
                "customprofiles.Remove",
                ChunkBuilder.fields(chunk.startTicks + 200_000_000 + id, 0)
                        .chars("blob.Open")
                        .number(id)
                        .number(epoch)
                        .number(site)
                        .number(100_000_000)
                        .number(100)
                        .raw(0)
                        .raw(collected ? 1 : 0));
    }
}
