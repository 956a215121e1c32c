package dev.customprofiles.reader;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Recognizes files that are not recordings but from which the user can get at one. */
enum OtherFormat {
    ZIP("504b0304", "a zip archive in something compressed: unpack it first (unzip FILE)"),
    GZIP("1f8b08", "compressed with gzip twice: unpack it first (gunzip FILE)"),
    LZ4("04224d18", "compressed with lz4: unpack it first (lz4 -d FILE)"),
    /** {@code JAVA PROFILE}. */
    HEAP_DUMP("4a4156412050524f46494c45", "a heap dump, not a JFR recording: 'jfr2pprof holders' reads it"),
    ZSTD("28b52ffd", "compressed with zstd: unpack it first (zstd -d FILE)"),
    XZ("fd377a585a00", "compressed with xz: unpack it first (xz -d FILE)"),
    BZIP2("425a68", "compressed with bzip2: unpack it first (bzip2 -d FILE)"),
    LFS(
            hex("version https://git-lfs.github.com/spec/v1"),
            "a Git LFS pointer and not the recording itself: fetch that first (git lfs pull)");

    /** Number of leading bytes needed to recognize the format. */
    static final int HEAD = 64;

    private final String magic;
    private final String advice;

    OtherFormat(String magic, String advice) {
        this.magic = magic;
        this.advice = advice;
    }

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Describes in lower case what a file that begins with these bytes is and what to do; null if it is not recognized.
     */
    static String advice(byte[] head) {
        String start = HexFormat.of().formatHex(head);
        for (OtherFormat format : values()) {
            if (start.startsWith(format.magic)) {
                return format.advice;
            }
        }
        return null;
    }
}
