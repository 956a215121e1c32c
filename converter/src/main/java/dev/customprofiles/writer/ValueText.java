package dev.customprofiles.writer;

import dev.customprofiles.profile.SampleLabel;
import dev.customprofiles.profile.SampleType;
import dev.customprofiles.text.DurationText;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** Formats values with their units. */
public final class ValueText {

    private static final String[] BYTES = {"B", "kB", "MB", "GB", "TB", "PB"};

    private ValueText() {}

    /**
     * Formats a scaled value like {@code go tool pprof}: {@code 12}, {@code 1.50MB}, {@code 20ms}, {@code 1.20s},
     * {@code 2.50hrs}.
     */
    public static String scaled(long value, SampleType type) {
        if (type.isNanoseconds()) {
            return scaledNanos(value);
        }
        return type.isBytes() ? scaledBytes(value) : Long.toString(value);
    }

    /** Formats an exact value: {@code 12}, {@code 1536 bytes}, {@code 20.1ms}. */
    public static String exact(long value, SampleType type) {
        if (type.isNanoseconds()) {
            return DurationText.of(value);
        }
        return type.isCount() ? Long.toString(value) : value + " " + type.unit();
    }

    /** Formats the value of a label, without its key. */
    static String of(SampleLabel label) {
        return label.text() != null ? label.text() : exact(label.number(), new SampleType(label.key(), label.unit()));
    }

    private static String scaledNanos(long value) {
        double abs = Math.abs((double) value);
        if (abs < 1e3) {
            return number(value, 1, "ns");
        } else if (abs < 1e6) {
            return number(value, 1e3, "us");
        } else if (abs < 1e9) {
            return number(value, 1e6, "ms");
        } else if (abs < 60e9) {
            return number(value, 1e9, "s");
        } else if (abs < 3600e9) {
            return number(value, 60e9, "mins");
        } else if (abs < 86_400e9) {
            return number(value, 3600e9, "hrs");
        }
        return number(value, 86_400e9, "days");
    }

    private static String scaledBytes(long value) {
        double factor = 1;
        int unit = 0;
        while (Math.abs(value / factor) >= 1024 && unit < BYTES.length - 1) {
            factor *= 1024;
            unit++;
        }
        return number(value, factor, BYTES[unit]);
    }

    private static String number(long value, double factor, String unit) {
        if (value == 0) {
            return "0";
        }
        String number = twoDecimals(value / factor);
        return (number.endsWith(".00") ? number.substring(0, number.length() - 3) : number) + unit;
    }

    /** Rounds like Go and C, by the number's exact value and half to even; Java's formatter rounds half up. */
    static String twoDecimals(double number) {
        return new BigDecimal(number).setScale(2, RoundingMode.HALF_EVEN).toPlainString();
    }
}
