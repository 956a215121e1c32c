package dev.customprofiles.builtin;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses durations in settings: {@code 20 ms} from JFR, {@code 10000000} in nanoseconds from async-profiler. */
final class SettingText {

    private static final Pattern TIME = Pattern.compile("(\\d{1,18}) ?(ns|us|ms|s|m|h|d|)");

    private SettingText() {}

    /** Returns nanoseconds; -1 if the value is not a duration, such as {@code everyChunk}. */
    static long nanos(String value) {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            return -1;
        }
        long unit = switch (time.group(2)) {
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            case "d" -> 86_400_000_000_000L;
            default -> 1L;
        };
        long number = Long.parseLong(time.group(1));
        return number > Long.MAX_VALUE / unit ? Long.MAX_VALUE : number * unit;
    }
}
