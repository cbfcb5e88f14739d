/** What every protocol family of channels shares: lifecycle, bulkhead, code map, counters. */
@NullMarked
package io.everswitch.channel.support;

import org.jspecify.annotations.NullMarked;
