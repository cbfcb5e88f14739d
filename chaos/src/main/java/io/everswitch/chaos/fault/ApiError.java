package io.everswitch.chaos.fault;

/** Something that the API refuses, with its status. */
final class ApiError extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String text;

    ApiError(int status, String text) {
        super(text);
        this.status = status;
        this.text = text;
    }

    int status() {
        return status;
    }

    String text() {
        return text;
    }

    static ApiError badBody(String why) {
        return new ApiError(400, "bad request body: " + why);
    }

    static ApiError missing(String field) {
        return new ApiError(400, "missing required field: " + field);
    }

    static ApiError noProxy() {
        return new ApiError(404, "proxy not found");
    }

    static ApiError noToxic() {
        return new ApiError(404, "toxic not found");
    }
}
