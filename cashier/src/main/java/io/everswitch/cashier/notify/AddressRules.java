package io.everswitch.cashier.notify;

import java.net.Inet4Address;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Which addresses a merchant may make us call. Pure. Works on the bytes, because {@link InetAddress}'s own questions know
 * neither the carriers' nor the unique-local range. IPv6 is a white list: only global unicast is let through.
 *
 * <p>{@code allowPrivateNetworks} opens the ranges in which companies run servers (loopback, RFC 1918, carriers',
 * unique-local). Never opened: link-local, where clouds keep their credentials, multicast, and what is nobody's.
 */
final class AddressRules {
    private AddressRules() {}

    /** @return why the address may not be called; null if it may */
    static @Nullable String refusal(InetAddress address, boolean allowPrivateNetworks) {
        byte[] bytes = address.getAddress();
        if (address instanceof Inet4Address) {
            return refusal4(ipv4(bytes, 0), allowPrivateNetworks);
        }
        return refusal6(bytes, allowPrivateNetworks);
    }

    private static @Nullable String refusal4(int ip, boolean allowPrivateNetworks) {
        if (in(ip, 10, 0, 8) || in(ip, 172, 16, 12) || in(ip, 192, 168, 16)) {
            return allowPrivateNetworks ? null : "private address";
        }
        if (in(ip, 127, 0, 8)) {
            return allowPrivateNetworks ? null : "loopback address";
        }
        if (in(ip, 100, 64, 10)) {
            return allowPrivateNetworks ? null : "carrier-grade NAT address";
        }
        if (in(ip, 169, 254, 16)) {
            return "link-local address";
        }
        if (in(ip, 224, 0, 4)) {
            return "multicast address";
        }
        return isReserved4(ip) ? "reserved address" : null;
    }

    private static boolean isReserved4(int ip) {
        return in(ip, 0, 0, 8)
                || in(ip, 240, 0, 4)
                || in(ip, 198, 18, 15)
                || (ip >>> 8) == 0xc00000 // 192.0.0.0/24, protocol assignments
                || (ip >>> 8) == 0xc00002 // 192.0.2.0/24, documentation
                || (ip >>> 8) == 0xc05863 // 192.88.99.0/24, old 6to4 relays
                || (ip >>> 8) == 0xc63364 // 198.51.100.0/24, documentation
                || (ip >>> 8) == 0xcb0071; // 203.0.113.0/24, documentation
    }

    private static @Nullable String refusal6(byte[] b, boolean allowPrivateNetworks) {
        if (isZero(b, 0, 10) && (b[10] & b[11]) == (byte) 0xff) {
            return refusal4(ipv4(b, 12), allowPrivateNetworks);
        }
        if (isZero(b, 0, 15) && b[15] == 1) {
            return allowPrivateNetworks ? null : "loopback address";
        }
        if ((b[0] & 0xfe) == 0xfc) {
            return allowPrivateNetworks ? null : "unique-local address";
        }
        if ((b[0] & 0xff) == 0xff) {
            return "multicast address";
        }
        if ((b[0] & 0xff) == 0xfe && (b[1] & 0x80) != 0) {
            return "link-local address";
        }
        if (b[0] == 0 && b[1] == 0x64 && (b[2] & 0xff) == 0xff && (b[3] & 0xff) == 0x9b && isZero(b, 4, 12)) {
            // NAT64: on an IPv6-only network this is how a public IPv4 server looks.
            return refusal4(ipv4(b, 12), allowPrivateNetworks);
        }
        return isGlobalUnicast(b) ? null : "reserved address";
    }

    private static boolean isGlobalUnicast(byte[] b) {
        int first = ((b[0] & 0xff) << 8) | (b[1] & 0xff);
        int second = ((b[2] & 0xff) << 8) | (b[3] & 0xff);
        boolean assigned = first >= 0x2000 && first <= 0x3fff;
        boolean protocols = first == 0x2001 && second < 0x0200; // 2001::/23: Teredo and other tunnels
        boolean documentation = (first == 0x2001 && second == 0x0db8) || (first == 0x3fff && second < 0x1000);
        boolean sixToFour = first == 0x2002; // carries an IPv4 address of the caller's choice
        return assigned && !protocols && !documentation && !sixToFour;
    }

    private static boolean isZero(byte[] b, int from, int to) {
        for (int i = from; i < to; i++) {
            if (b[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static int ipv4(byte[] b, int at) {
        return (b[at] & 0xff) << 24 | (b[at + 1] & 0xff) << 16 | (b[at + 2] & 0xff) << 8 | (b[at + 3] & 0xff);
    }

    private static boolean in(int ip, int first, int second, int prefixBits) {
        return (ip ^ (first << 24 | second << 16)) >>> (32 - prefixBits) == 0;
    }
}
