package io.everswitch.chaos.fault;

/** A proxy that somebody asks for. */
record Wanted(String name, String listen, String upstream, boolean enabled) {
    static Wanted of(Body body) throws ApiError {
        return new Wanted(
                body.text("name", ""), body.text("listen", ""), body.text("upstream", ""), body.flag("enabled", true));
    }

    /** @param where what to say behind the field's name */
    void check(String where) throws ApiError {
        if (name.isEmpty()) {
            throw ApiError.missing("name" + where);
        }
        if (upstream.isEmpty()) {
            throw ApiError.missing("upstream" + where);
        }
    }
}
