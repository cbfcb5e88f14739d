package io.everswitch.channel.catalog;

/**
 * What an HTTP JSON channel needs beside the common fields.
 *
 * @param baseUrl where the bank listens, without a slash at the end
 * @param secret the shared secret that signs requests and callbacks, or where to read it
 * @param connectionsMax connections to the bank's host at most, 1 … 1000
 */
public record HttpSection(String baseUrl, SecretRef secret, int connectionsMax) {}
