/** Channels that speak HTTP JSON with an asynchronous callback (docs/bank-protocols.md, section 2). */
@NullMarked
package io.everswitch.channel.httpjson;

import org.jspecify.annotations.NullMarked;
