package io.everswitch.domain.port;

/** Names cards and accounts for limits, without telling their numbers. Thread-safe, no blocking. */
public interface Fingerprints {
    /**
     * The same short name for the same number, which tells nothing of it to whoever lacks the key; at most 64 visible ASCII
     * characters. Never of a CVC: a thousand of them are tried quickly.
     */
    String of(String number);
}
