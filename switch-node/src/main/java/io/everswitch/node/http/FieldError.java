package io.everswitch.node.http;

/**
 * What is wrong with one field of a request. Never holds the value that was sent: it may be a secret (M10).
 *
 * @param field its path, such as {@code payment_method.card.number}; a header's or a query parameter's name
 * @param rule the rule that it breaks, in words
 */
record FieldError(String field, String rule) {}
