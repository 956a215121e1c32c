package dev.customprofiles.replay;

import dev.customprofiles.counts.SiteTable;
import dev.customprofiles.counts.Stacks;
import dev.customprofiles.live.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The frames of one copy of the recorder at one epoch, by the numbers that rows write a stack with. A number has digits of base
 * 32, the least significant first, and ends with a digit of another alphabet.
 */
final class SnapshotFrames {

    private static final String LAST_DIGIT = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
    private static final String OTHER_DIGIT = "abcdefghijklmnopqrstuvwxyz_-+=*/";
    private static final int LAST = 32;

    /** By character, its value, and {@link #LAST} on top if it ends a number; negative for one that is no digit. */
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

        /** JDK 17 writes a string once per chunk, and may write it into the chunk before. */
        boolean isLost() {
            return type == null || method == null;
        }
    }

    /** The place in the list, by the number. */
    private final IdTable places = new IdTable(1);

    private final List<Recorded> frames = new ArrayList<>();

    /** @param type null where it is lost, as the method may be */
    void add(long number, String type, String method, int line) {
        int row = places.put(number);
        if (row >= 0) {
            places.set(row, 0, frames.size());
            frames.add(new Recorded(type, method, line));
        }
    }

    /** Whether all frames of a stack are known. */
    boolean has(int[] stack) {
        for (int number : stack) {
            int row = places.find(number);
            if (row < 0 || frames.get((int) places.get(row, 0)).isLost()) {
                return false;
            }
        }
        return true;
    }

    /** The frames of a stack that are shown. */
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

    /** The numbers of a stack's frames; none of null. What is no digit counts as one of the value 31, and ends nothing. */
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
