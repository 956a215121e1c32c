package dev.customprofiles.reader;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

/** Damage to a file, in every way that disks, copies and attackers know; the same for the same seed. */
public final class Mutations {
    /** What makes readers stumble: where signs, widths and sums turn over. */
    private static final long[] HUGE = {
        -1,
        0,
        1,
        2,
        67,
        68,
        127,
        128,
        0x7fff,
        0xffff,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xffff_ffffL,
        1L << 32,
        1L << 40,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        Long.MAX_VALUE / 2,
        -68
    };

    /** Where the eight-byte numbers of a chunk's header are: sizes, offsets, clocks. */
    private static final int[] HEADER_FIELDS = {8, 16, 24, 32, 40, 48, 56};

    private final byte[] whole;
    private final int[] chunks;

    /** Of a file whose chunks begin at these places. */
    private Mutations(byte[] whole, int[] chunks) {
        this.whole = whole;
        this.chunks = chunks;
    }

    /** Where in the file the parts of a chunk begin, and where it ends. */
    public static List<Integer> joints(Chunk chunk) {
        ChunkHeader header = chunk.header();
        return LongStream.of(0, ChunkHeader.SIZE, header.metadataOffset(), header.checkpointOffset(), chunk.size())
                .mapToObj(joint -> (int) (chunk.offset() + joint))
                .toList();
    }

    public static Mutations of(byte[] whole) {
        int[] chunks = new int[16];
        int count = 0;
        for (int at = 0; at + ChunkHeader.SIZE <= whole.length && count < chunks.length; ) {
            ChunkHeader header = ChunkHeader.parse(whole, at);
            if (header == null || header.size() < ChunkHeader.SIZE || header.size() > whole.length - at) {
                break;
            }
            chunks[count++] = at;
            at += (int) header.size();
        }
        return new Mutations(whole, Arrays.copyOf(chunks, count));
    }

    public byte[] mutate(long seed) {
        Random random = new Random(seed * 0x5DEECE66DL + 11);
        byte[] bytes = whole.clone();
        for (int changes = 1 + random.nextInt(6); changes > 0 && bytes.length > 0; changes--) {
            bytes = change(bytes, random);
        }
        return bytes;
    }

    private byte[] change(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length);
        int room = bytes.length - at;
        switch (random.nextInt(11)) {
            case 0:
                bytes[at] = (byte) random.nextInt();
                return bytes;
            case 1:
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                return bytes;
            case 2:
                Arrays.fill(bytes, at, at + Math.min(room, random.nextInt(40)), (byte) 0xff);
                return bytes;
            case 3:
                Arrays.fill(bytes, at, at + Math.min(room, random.nextInt(40)), (byte) 0);
                return bytes;
            case 4: {
                byte[] number =
                        new Encoder().number(HUGE[random.nextInt(HUGE.length)]).bytes();
                System.arraycopy(number, 0, bytes, at, Math.min(room, number.length));
                return bytes;
            }
            case 5: {
                byte[] padded = new Encoder().padded(random.nextInt(1 << 28)).bytes();
                System.arraycopy(padded, 0, bytes, at, Math.min(room, padded.length));
                return bytes;
            }
            case 6, 7: {
                int chunk = chunks.length == 0 ? 0 : chunks[random.nextInt(chunks.length)];
                int field = chunk + HEADER_FIELDS[random.nextInt(HEADER_FIELDS.length)];
                long value =
                        random.nextInt(3) == 0 ? random.nextInt(bytes.length + 100) : HUGE[random.nextInt(HUGE.length)];
                byte[] big = new Encoder().big(value, 8).bytes();
                if (field + big.length <= bytes.length) {
                    System.arraycopy(big, 0, bytes, field, big.length);
                }
                return bytes;
            }
            case 8:
                return Arrays.copyOf(bytes, at);
            case 9: { // a region again, somewhere
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(Math.min(5000, bytes.length - from) + 1);
                return new Encoder()
                        .raw(Arrays.copyOf(bytes, at))
                        .raw(Arrays.copyOfRange(bytes, from, from + length))
                        .raw(Arrays.copyOfRange(bytes, at, bytes.length))
                        .bytes();
            }
            default: { // a region gone, and maybe turned up elsewhere
                int length = random.nextInt(Math.min(5000, room) + 1);
                byte[] region = Arrays.copyOfRange(bytes, at, at + length);
                byte[] rest = new Encoder()
                        .raw(Arrays.copyOf(bytes, at))
                        .raw(Arrays.copyOfRange(bytes, at + length, bytes.length))
                        .bytes();
                if (random.nextBoolean()) {
                    return rest;
                }
                int to = random.nextInt(rest.length + 1);
                return new Encoder()
                        .raw(Arrays.copyOf(rest, to))
                        .raw(region)
                        .raw(Arrays.copyOfRange(rest, to, rest.length))
                        .bytes();
            }
        }
    }
}
