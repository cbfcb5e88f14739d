package io.everswitch.node.boot;

/** The configuration is wrong; the message names the field and the rule and never a secret. */
final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ConfigException(String message) {
        super(message);
    }
}
