/** A proxy that disturbs connections on request: Toxiproxy's HTTP API and toxics on Netty. */
@NullMarked
package io.everswitch.chaos.fault;

import org.jspecify.annotations.NullMarked;
