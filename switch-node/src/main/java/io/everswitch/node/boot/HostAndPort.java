package io.everswitch.node.boot;

/** Checks {@code host:port} texts of the configuration. Stateless. */
final class HostAndPort {
    private static final int PORT_MAX = 65_535;

    private HostAndPort() {}

    /** @throws ConfigException that names the field */
    static void check(String field, String text) {
        int colon = text.lastIndexOf(':');
        if (colon < 1 || !isPort(text.substring(colon + 1))) {
            throw new ConfigException(field + " must be HOST:PORT");
        }
    }

    private static boolean isPort(String digits) {
        return !digits.isEmpty()
                && digits.length() <= 5
                && digits.chars().allMatch(c -> c >= '0' && c <= '9')
                && Integer.parseInt(digits) >= 1
                && Integer.parseInt(digits) <= PORT_MAX;
    }
}
