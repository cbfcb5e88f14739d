package io.everswitch.node.http;

/** The body of a request that says everything by its address: none, or an empty object. Pure. */
final class EmptyBody {
    private EmptyBody() {}

    static void check(byte[] body) {
        if (body.length > 0) {
            JsonBody.read(body, (parser, errors) -> {
                ObjectReader object = new ObjectReader(parser, errors, "");
                while (object.next() >= 0) {
                    throw new IllegalStateException("an object without fields has one");
                }
                return body;
            });
        }
    }
}
