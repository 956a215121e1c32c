package dev.customprofiles.live;

import java.util.regex.Pattern;

/**
 * Names of hidden classes, such as those of lambdas. JFR and {@link Class#getName} derive them from an address, each in
 * a different format that also depends on the JDK ({@code Main$$Lambda$14+0x0800.123}, {@code Main$$Lambda/0x0800});
 * without the address they agree, and are the same in every run.
 *
 * @since 0.1
 */
public final class HiddenClass {

    private static final Pattern ADDRESS = Pattern.compile("[/+.]0x[0-9a-f]+(\\.\\d+)?$");

    private HiddenClass() {}

    /**
     * {@return the name without the address; null for null}
     *
     * @param className the name of the class, or null
     */
    public static String withoutAddress(String className) {
        return className == null || !className.contains("0x")
                ? className
                : ADDRESS.matcher(className).replaceFirst("");
    }
}
