package dev.customprofiles.replay;

import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.counts.Stacks;
import dev.customprofiles.live.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The frames of a recorder copy at one epoch, by number. Rows encode a stack as frame numbers in base 32, least
 * significant digit first; the last digit of each number is from a different alphabet.
 */
final class SnapshotFrames {

    private static final String LAST_DIGIT = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final String OTHER_DIGIT = "abcdefghijklmnopqrstuvwxyz_-+=*/";
    private static final int LAST = 32;

    /**
     * The value of each digit character, with {@link #LAST} added if it ends a number; negative for other characters.
     */
    private static final byte[] DIGITS = digits();

    private static byte[] digits() {
        byte[] digits = new byte[128];
        Arrays.fill(digits, (byte) -1);
        for (int value = 0; value < LAST; value++) {
            digits[LAST_DIGIT.charAt(value)] = (byte) (value | LAST);
            digits[OTHER_DIGIT.charAt(value)] = (byte) value;
        }
        return digits;
    }

    private static final class Recorded {
        final String type;
        final String method;
        final int line;
        Frame frame;

        Recorded(String type, String method, int line) {
            this.type = type;
            this.method = method;
            this.line = line;
        }

        /**
         * Returns whether the names are lost: JDK 17 writes a string once per chunk, and may write it into the previous
         * chunk.
         */
        boolean isLost() {
            return type == null || method == null;
        }
    }

    /** Index into the list by frame number. */
    private final IdTable places = new IdTable(1);

    private final List<Recorded> frames = new ArrayList<>();

    /** @param type null if it is lost; the same goes for the method */
    void add(long number, String type, String method, int line) {
        int row = places.put(number);
        if (row >= 0) {
            places.set(row, 0, frames.size());
            frames.add(new Recorded(type, method, line));
        }
    }

    /** Returns whether all frames of a stack are known. */
    boolean has(int[] stack) {
        for (int number : stack) {
            int row = places.find(number);
            if (row < 0 || frames.get((int) places.get(row, 0)).isLost()) {
                return false;
            }
        }
        return true;
    }

    /** Returns the shown frames of a stack. */
    List<Frame> frames(int[] stack, SiteTable sites) {
        List<Frame> shown = new ArrayList<>(stack.length);
        for (int number : stack) {
            int row = places.find(number);
            Frame frame = row < 0 ? Frame.LOST : frame(frames.get((int) places.get(row, 0)), sites);
            if (Stacks.isShown(frame)) {
                shown.add(frame);
            }
        }
        return shown;
    }

    private static Frame frame(Recorded recorded, SiteTable sites) {
        if (recorded.frame == null) {
            recorded.frame =
                    recorded.isLost() ? Frame.LOST : sites.one(Frame.of(recorded.type, recorded.method, recorded.line));
        }
        return recorded.frame;
    }

    /**
     * Decodes the frame numbers of a stack; empty for null. An invalid character counts as the digit 31 that does not
     * end a number.
     */
    static int[] numbers(String text) {
        if (text == null) {
            return new int[0];
        }
        int[] numbers = new int[text.length()];
        int size = 0;
        int number = 0;
        int shift = 0;
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            int digit = letter < DIGITS.length ? DIGITS[letter] : -1;
            boolean ends = digit >= LAST;
            number |= (digit < 0 ? -1 : digit & LAST - 1) << shift;
            shift += 5;
            if (ends) {
                numbers[size++] = number;
                number = 0;
                shift = 0;
            }
        }
        return Arrays.copyOf(numbers, size);
    }
}
