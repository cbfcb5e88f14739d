package io.everswitch.chaos.http;

/**
 * @param name for threads' and logs' sake
 * @param port 0 means any free one
 * @param bodyMaxBytes larger requests are answered 413
 * @param connectionsMax connections beyond are closed at once
 * @param idleMaxSeconds a connection without a byte for so long is closed, also one whose answer never comes
 */
public record ServerSettings(
        String name, String host, int port, int bodyMaxBytes, int connectionsMax, int idleMaxSeconds) {
    /** Payment messages have some hundred bytes, webhooks at most 20 kB; four times that is room enough. */
    private static final int BODY_MAX_BYTES = 80 * 1024;
    /** Far more than a switch opens, and some 100 MB at the very worst. */
    private static final int CONNECTIONS_MAX = 4096;
    /** Longer than any client waits for an answer. */
    private static final int IDLE_MAX_SECONDS = 180;

    public ServerSettings {
        if (port < 0 || port > 65_535 || bodyMaxBytes < 1 || connectionsMax < 1 || idleMaxSeconds < 1) {
            throw new IllegalArgumentException("settings of server " + name + " out of range");
        }
    }

    public static ServerSettings of(String name, String host, int port) {
        return new ServerSettings(name, host, port, BODY_MAX_BYTES, CONNECTIONS_MAX, IDLE_MAX_SECONDS);
    }
}
