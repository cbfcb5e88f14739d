/**
 * What the families that go over HTTP share: one client for all channels, signed exchanges that know whether a byte has left,
 * bulkheads, and whether a bank can be reached.
 */
@NullMarked
package io.everswitch.channel.http;

import org.jspecify.annotations.NullMarked;
