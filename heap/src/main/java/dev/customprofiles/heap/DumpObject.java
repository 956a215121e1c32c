package dev.customprofiles.heap;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The content of an object of the dump. Fields that it does not have are 0, as null references are. */
sealed interface DumpObject {

    /** An instance, with the bytes of its fields. */
    record Instance(DumpClass type, byte[] data, int idBytes) implements DumpObject {

        long reference(String field) {
            return number(type.field(field), idBytes);
        }

        long reference(DumpClass.Field field) {
            return number(field, idBytes);
        }

        int integer(String field) {
            return (int) number(type.field(field), Integer.BYTES);
        }

        long number(String field) {
            return number(type.field(field), Long.BYTES);
        }

        double real(String field) {
            return Double.longBitsToDouble(number(field));
        }

        byte octet(String field) {
            return (byte) number(type.field(field), Byte.BYTES);
        }

        private long number(DumpClass.Field field, int bytes) {
            if (field == null) {
                return 0;
            }
            ByteBuffer from = ByteBuffer.wrap(data);
            return switch (bytes) {
                case Byte.BYTES -> from.get(field.offset());
                case Integer.BYTES -> from.getInt(field.offset());
                default -> from.getLong(field.offset());
            };
        }
    }

    /** An array of references. */
    record References(long[] elements) implements DumpObject {}

    /**
     * An array of primitives.
     *
     * @param array a {@code byte[]} or {@code long[]}; null for arrays of other types, whose content is not needed
     */
    record Primitives(Object array) implements DumpObject {

        /** The text of a string whose characters these are, by its field {@code coder}. */
        String text(byte coder) {
            if (!(array instanceof byte[] bytes)) {
                return "?";
            }
            if (coder == 0) {
                return new String(bytes, StandardCharsets.ISO_8859_1);
            }
            // The byte order of the JVM that wrote the dump: all that HotSpot supports today but s390 are
            // little-endian.
            return new String(bytes, StandardCharsets.UTF_16LE);
        }
    }
}
