package io.everswitch.domain.payment;

/** Bounds of texts for people. */
final class Texts {
    /** As in the ports: enough to explain, too little to fill a journal. */
    private static final int DETAIL_MAX = 200;

    private Texts() {}

    static String bounded(String text) {
        return text.length() <= DETAIL_MAX ? text : text.substring(0, DETAIL_MAX);
    }
}
