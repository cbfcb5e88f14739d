package io.everswitch.node.http;

import org.apache.pekko.http.javadsl.model.StatusCodes;

/** The title of a problem: the words of its status. */
final class Titles {
    private Titles() {}

    static String of(int status) {
        return StatusCodes.get(status).reason();
    }
}
