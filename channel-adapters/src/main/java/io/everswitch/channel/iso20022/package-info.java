/** Channels that speak ISO 20022 messages over HTTP (docs/bank-protocols.md, "ISO 20022 over HTTP"). */
@NullMarked
package io.everswitch.channel.iso20022;

import org.jspecify.annotations.NullMarked;
