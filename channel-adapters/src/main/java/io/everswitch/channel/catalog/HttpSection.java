package io.everswitch.channel.catalog;

/**
 * What an HTTP JSON channel needs beside the common fields. Its connections need no bound of their own: a request in flight
 * has one, and the channel's in-flight limit bounds those.
 *
 * @param baseUrl where the bank listens, without a slash at the end
 * @param secret the shared secret that signs requests and callbacks, or where to read it
 */
public record HttpSection(String baseUrl, SecretRef secret) {}
