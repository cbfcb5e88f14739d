/** Channels that speak ISO 20022 messages over HTTP (docs/bank-protocols.md, section 3). */
@NullMarked
package io.everswitch.channel.iso20022;

import org.jspecify.annotations.NullMarked;
