package dev.customprofiles.serve;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether a request was meant for us. A page of somebody else's may make a browser ask this server under a name that leads
 * here only since the page was loaded (DNS rebinding); the name is then still the page's.
 *
 * @param host the name or address that the server was asked to listen on
 */
record HostCheck(String host) {

    private static final Pattern HOST = Pattern.compile("(\\[[0-9a-fA-F:.]+]|[^:\\[\\]]+)(:\\d{1,5})?");
    private static final Pattern ADDRESS = Pattern.compile("\\[.*]|\\d{1,3}(\\.\\d{1,3}){3}");

    /**
     * @param header the Host header; null if there is none
     * @param local the address that the request came in by
     */
    boolean passes(String header, InetAddress local) {
        Matcher parts = header == null ? null : HOST.matcher(header);
        if (parts == null || !parts.matches()) {
            return false;
        }
        String name = parts.group(1).toLowerCase(Locale.ROOT);
        if (name.equals("localhost") || name.equals(host.toLowerCase(Locale.ROOT))) {
            return true;
        }
        if (!ADDRESS.matcher(name).matches()) {
            return false;
        }
        try {
            InetAddress address = InetAddress.getByName(name); // no look-up: it is an address
            return address.isLoopbackAddress() || address.equals(local);
        } catch (UnknownHostException e) {
            return false;
        }
    }
}
