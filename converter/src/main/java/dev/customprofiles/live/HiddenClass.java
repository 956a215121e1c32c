package dev.customprofiles.live;

import java.util.regex.Pattern;

/**
 * Classes without a name of their own, such as those of lambdas. JFR and {@link Class#getName} make one up from an
 * address, each in its way and JDK 17 not as JDK 25 ({@code Main$$Lambda$14+0x0800.123}, {@code Main$$Lambda/0x0800});
 * without the address they agree, and the same program gives the same names again.
 */
public final class HiddenClass {

    private static final Pattern ADDRESS = Pattern.compile("[/+.]0x[0-9a-f]+(\\.\\d+)?$");

    private HiddenClass() {}

    /** The name without the address; null for null. */
    public static String withoutAddress(String className) {
        return className == null || !className.contains("0x")
                ? className
                : ADDRESS.matcher(className).replaceFirst("");
    }
}
