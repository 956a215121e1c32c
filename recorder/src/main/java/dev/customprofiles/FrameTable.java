package dev.customprofiles;

import java.util.HashMap;
import java.util.Map;

/** Numbers the frames of one snapshot from 0 in order of appearance, and writes each into the recording once. */
final class FrameTable {

    /** Base-32 digits: the last digit of a number, and all digits before it. */
    private static final String LAST = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";

    private static final String MORE = "abcdefghijklmnopqrstuvwxyz_-+=*/";

    private final int epoch;
    private final Map<StackTraceElement, Integer> numbers = new HashMap<>();

    FrameTable(int epoch) {
        this.epoch = epoch;
    }

    /** Estimates how many characters a stack adds to the recording. */
    int cost(StackTraceElement[] stack) {
        int cost = 0;
        for (StackTraceElement frame : stack) {
            cost += numbers.containsKey(frame)
                    ? 2
                    : 40 + frame.getClassName().length() + frame.getMethodName().length();
        }
        return cost;
    }

    /** Returns the encoded numbers of a stack's frames, after writing the frames that are new. */
    String write(StackTraceElement[] stack) {
        StringBuilder text = new StringBuilder(stack.length * 2);
        for (StackTraceElement frame : stack) {
            Integer number = numbers.get(frame);
            if (number == null) {
                number = numbers.size();
                numbers.put(frame, number);
                Journal.INSTANCE.frame(epoch, number, frame);
            }
            append(text, number);
        }
        return text.toString();
    }

    /** Formats the top frame as {@code Main.run:42}; null for an empty stack. */
    static String readable(StackTraceElement[] stack) {
        if (stack.length == 0) {
            return null;
        }
        StackTraceElement top = stack[0];
        String type = top.getClassName().substring(top.getClassName().lastIndexOf('.') + 1);
        String method = type.isEmpty() ? top.getMethodName() : type + '.' + top.getMethodName();
        return top.getLineNumber() < 0 ? method : method + ':' + top.getLineNumber();
    }

    private static void append(StringBuilder text, int number) {
        int rest = number;
        while (rest >= 32) {
            text.append(MORE.charAt(rest & 31));
            rest >>>= 5;
        }
        text.append(LAST.charAt(rest));
    }
}
