/** What operators take from channels, or give them, by hand. Pure but for the counters of rates; time is an argument. */
@NullMarked
package io.everswitch.routing.degrade;

import org.jspecify.annotations.NullMarked;
