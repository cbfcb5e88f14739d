/** The ISO 8583 over TCP family of channels, as the page on bank protocols describes it. */
@NullMarked
package io.everswitch.channel.iso8583;

import org.jspecify.annotations.NullMarked;
