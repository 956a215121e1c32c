package dev.customprofiles.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Checks that a request is meant for this server, to prevent DNS rebinding: a page of another site may make a browser
 * send requests to its own name after that name was changed to resolve to this server. The Host header then still has
 * the name of that site.
 */
final class HostCheck {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(:\\d{1,5})?");
    private static final String OCTET = "(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|" + OCTET + "(\\." + OCTET + "){3}");
    private static final String LABEL = "[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?";
    private static final Pattern NAME = Pattern.compile("(?=.{1,253}$)" + LABEL + "(\\." + LABEL + ")*");

    private final Set<String> names;

    /**
     * @param host the name or address on which the server listens
     * @param others other names and addresses under which it is reached; each {@link #isName}
     */
    HostCheck(String host, Collection<String> others) {
        names = Stream.concat(Stream.of("localhost", host), others.stream())
                .map(HostCheck::normal)
                .collect(Collectors.toUnmodifiableSet());
    }

    /**
     * Returns whether this is the name or the address of a host, without a port; an IPv6 address in brackets or not.
     */
    static boolean isName(String text) {
        String name = normal(text);
        return NAME.matcher(name).matches() || name.startsWith("[") && address(name) != null;
    }

    /** Normalizes a host: lower case, without a trailing dot; an IPv6 address in brackets and its full form. */
    private static String normal(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        if (name.matches("[0-9a-f:.]*:[0-9a-f:.]*")) {
            name = "[" + name + "]";
        }
        InetAddress address = name.startsWith("[") ? address(name) : null;
        if (address != null) {
            return "[" + address.getHostAddress() + "]";
        }
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }

    /** Parses an address without a DNS lookup; null if it is not one. */
    private static InetAddress address(String name) {
        try {
            return ADDRESS.matcher(name).matches() ? InetAddress.getByName(name) : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    /**
     * @param header the Host header; null if there is none
     * @param local the local address of the connection
     */
    boolean passes(String header, InetAddress local) {
        Matcher parts = header == null ? null : HOST.matcher(header);
        if (parts == null || !parts.matches()) {
            return false;
        }
        String name = parts.group(1);
        if (names.contains(normal(name))) {
            return true;
        }
        InetAddress address = address(name);
        return address != null && (address.isLoopbackAddress() || address.equals(local));
    }
}
