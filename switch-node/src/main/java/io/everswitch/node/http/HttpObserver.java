package io.everswitch.node.http;

/** Is told of every request that was answered. Called on Pekko's threads: must be quick and must not throw. */
@FunctionalInterface
public interface HttpObserver {
    /**
     * @param route the template of the path, such as {@code /v1/payments/{id}}; {@code (none)} if no route fits
     * @param method the HTTP method; {@code OTHER} if it is none of the usual ones
     * @param nanos from the end of the request's headers to the answer's headers
     */
    void requestDone(String route, String method, int status, long nanos);
}
