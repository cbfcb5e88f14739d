package io.everswitch.cashier.notify;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A merchant's URL, taken apart once: what was checked is what is called, no second parser reads the text. Pure.
 *
 * @param host lower case; an IPv6 address keeps its brackets
 * @param port never -1
 * @param path at least "/"
 * @param address the address if the host is one; null if it is a name
 */
record NotifyTarget(
        String scheme,
        String host,
        int port,
        String path,
        @Nullable String query,
        @Nullable InetAddress address) {
    static final int URL_MAX = 2_048;

    /** What is wrong with a URL, for the merchant to read; it never repeats the URL. */
    static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String message) {
            // Many of them may come in: no stack, the message says it all.
            super(message, null, false, false);
        }
    }

    /** @param ports allowed ports; empty: 80, 443 and all from 1024 */
    static NotifyTarget parse(String url, Set<Integer> ports) throws Refused {
        URI uri = uri(url);
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("http") && !scheme.equals("https")) {
            throw new Refused("must begin with http:// or https://");
        }
        String authority = uri.getRawAuthority();
        if (authority != null && authority.indexOf('@') >= 0) {
            throw new Refused("must not contain a user name or password");
        }
        if (uri.getRawFragment() != null) {
            throw new Refused("must not contain a fragment");
        }
        String host = uri.getHost();
        if (host == null || host.isEmpty()) {
            throw new Refused("must contain a valid host name");
        }
        host = host.toLowerCase(Locale.ROOT);
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        if (!isAllowed(port, ports) || (authority != null && authority.endsWith(":"))) {
            throw new Refused("must use an allowed port");
        }
        String path = uri.getRawPath();
        return new NotifyTarget(
                scheme, host, port, path == null || path.isEmpty() ? "/" : path, uri.getRawQuery(), literal(host));
    }

    /** Scheme, host and port: what shares connections and limits. */
    String hostKey() {
        return scheme + "://" + host + ":" + port;
    }

    /**
     * The address that a host is, if it is one. Forms that one parser reads as an address and another one as a name or as
     * another address (decimal, hexadecimal, octal, shortened, with a zone) are refused, not guessed.
     */
    static @Nullable InetAddress literal(String host) throws Refused {
        boolean bracketed = host.startsWith("[");
        String text = bracketed ? host.substring(1, host.length() - 1) : host;
        if (!bracketed && !endsInNumber(text)) {
            if (text.endsWith(".")) {
                throw new Refused("must contain a host name without a dot at its end");
            }
            return null;
        }
        byte[] bytes = bracketed || isCanonical4(text) ? NetUtil.createByteArrayFromIpAddressString(text) : null;
        if (bytes == null || text.indexOf('%') >= 0) {
            throw new Refused("must not contain an unusual form of an IP address");
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new Refused("must contain a valid host name");
        }
    }

    private static URI uri(String url) throws Refused {
        if (url.length() > URL_MAX) {
            throw new Refused("must have at most " + URL_MAX + " characters");
        }
        for (int i = 0; i < url.length(); i++) {
            if (url.charAt(i) <= ' ' || url.charAt(i) >= 0x7f) {
                throw new Refused("must contain only visible ASCII characters");
            }
        }
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new Refused("must be a valid URL");
        }
    }

    private static boolean isAllowed(int port, Set<Integer> ports) {
        if (port < 1 || port > 65_535) {
            return false;
        }
        // The low ports belong to mail, shells and the like, which can be talked into things by HTTP requests.
        return ports.isEmpty() ? port == 80 || port == 443 || port >= 1_024 : ports.contains(port);
    }

    /** The rule of the WHATWG: a host whose last label is a number is meant as an IPv4 address. */
    private static boolean endsInNumber(String host) {
        String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        String last = bare.substring(bare.lastIndexOf('.') + 1);
        return !last.isEmpty()
                && (last.chars().allMatch(c -> c >= '0' && c <= '9') || last.matches("0[xX][0-9a-fA-F]*"));
    }

    private static boolean isCanonical4(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            if (!part.matches("0|[1-9][0-9]{0,2}") || Integer.parseInt(part) > 255) {
                return false;
            }
        }
        return parts.length == 4;
    }
}
