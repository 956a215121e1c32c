package dev.customprofiles.reader;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes what JFR writes: the reader's counterpart, for files that no JVM would make. */
public final class Encoder {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    public Encoder number(long value) {
        long rest = value;
        for (int i = 0; i < 8; i++) {
            if ((rest & ~0x7fL) == 0) {
                out.write((int) rest);
                return this;
            }
            out.write((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write((int) rest);
        return this;
    }

    /** A number in four bytes, as the JVM writes the size of an event before it knows it. */
    public Encoder padded(int value) {
        out.write(value & 0x7f | 0x80);
        out.write(value >>> 7 & 0x7f | 0x80);
        out.write(value >>> 14 & 0x7f | 0x80);
        out.write(value >>> 21 & 0x7f);
        return this;
    }

    public Encoder big(long value, int bytes) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
        return this;
    }

    public Encoder raw(int... bytes) {
        for (int b : bytes) {
            out.write(b);
        }
        return this;
    }

    public Encoder raw(byte[] bytes) {
        out.writeBytes(bytes);
        return this;
    }

    public Encoder utf8(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return raw(3).number(bytes.length).raw(bytes);
    }

    public Encoder latin1(String text) {
        return raw(5).number(text.length()).raw(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public Encoder chars(String text) {
        raw(4).number(text.length());
        text.chars().forEach(this::number);
        return this;
    }

    public int size() {
        return out.size();
    }

    public byte[] bytes() {
        return out.toByteArray();
    }
}
