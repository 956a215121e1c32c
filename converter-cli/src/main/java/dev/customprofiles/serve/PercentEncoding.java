package dev.customprofiles.serve;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Percent-encoded UTF-8 in addresses, where a plus stands for itself: {@code at=+1m} is a TIME, and a space is
 * {@code %20}.
 */
final class PercentEncoding {

    private PercentEncoding() {}

    /**
     * Decodes a part of an address. The JDK's server turns a byte that should have been encoded into a character; it is
     * turned back into the byte.
     *
     * @throws BadRequestException if an escape is malformed, or the text is not UTF-8
     */
    static String decode(String encoded) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            if (c != '%') {
                bytes.write(c);
                continue;
            }
            int high = i + 2 < encoded.length() ? Character.digit(encoded.charAt(i + 1), 16) : -1;
            int low = high < 0 ? -1 : Character.digit(encoded.charAt(i + 2), 16);
            if (low < 0) {
                throw new BadRequestException("malformed escape in the address: a % is written as %25");
            }
            bytes.write(high << 4 | low);
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadRequestException("the address is not UTF-8");
        }
    }

    /** Encodes a name as one segment of a path. */
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
