package io.everswitch.chaos.fault;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import org.jspecify.annotations.Nullable;

/**
 * {@code host:port} as the original server reads and shows it. Nothing at all means any port on all interfaces, no host means
 * all interfaces. Immutable.
 *
 * @param host without brackets; may be empty
 */
record Address(String host, int port) {
    private static final int PORT_MAX = 65_535;

    /** @throws ApiError in the original's words, without what was to be done with the address */
    static Address parse(String text) throws ApiError {
        if (text.isEmpty()) {
            return new Address("", 0);
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw wrong(text, "missing port in address");
        }
        String host = text.substring(0, colon);
        if (host.startsWith("[")) {
            if (!host.endsWith("]")) {
                throw wrong(text, host.contains("]") ? "missing port in address" : "missing ']' in address");
            }
            host = host.substring(1, host.length() - 1);
        } else if (host.contains(":")) {
            throw wrong(text, "too many colons in address");
        }
        return new Address(host, port(text.substring(colon + 1)));
    }

    private static int port(String text) throws ApiError {
        if (text.isEmpty()) {
            return 0;
        }
        try {
            int port = Integer.parseInt(text);
            if (port < 0 || port > PORT_MAX) {
                throw wrong(text, "invalid port");
            }
            return port;
        } catch (NumberFormatException e) {
            throw new ApiError(500, "lookup tcp/" + text + ": unknown port");
        }
    }

    private static ApiError wrong(String text, String why) {
        return new ApiError(500, "address " + text + ": " + why);
    }

    /** Asks the system for the name, which may block. */
    InetSocketAddress resolve() throws ApiError {
        if (host.isEmpty()) {
            return new InetSocketAddress(port);
        }
        InetAddress known = literal();
        try {
            return new InetSocketAddress(known == null ? InetAddress.getByName(host) : known, port);
        } catch (UnknownHostException e) {
            throw new ApiError(500, "lookup " + host + ": no such host");
        }
    }

    /** The address if no name must be looked up, else null. */
    @Nullable
    InetAddress literal() {
        if (host.equals("localhost")) {
            return InetAddress.getLoopbackAddress();
        }
        byte[] bytes = NetUtil.createByteArrayFromIpAddressString(host);
        if (bytes == null) {
            return null;
        }
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    /** Where a socket really listens. All interfaces are shown as the IPv6 ones, which take IPv4 too. */
    static String shown(InetSocketAddress bound) {
        InetAddress address = bound.getAddress();
        return address.isAnyLocalAddress() ? "[::]:" + bound.getPort() : joined(address, bound.getPort());
    }

    /** What was asked for, after its name was looked up. */
    String wanted(InetSocketAddress resolved) {
        return host.isEmpty() ? ":" + port : joined(resolved.getAddress(), port);
    }

    private static String joined(InetAddress address, int port) {
        String text = NetUtil.toAddressString(address);
        return (text.contains(":") ? "[" + text + "]" : text) + ":" + port;
    }
}
