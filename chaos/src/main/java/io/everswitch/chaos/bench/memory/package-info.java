/** What payments take in memory and on disk, and whether what is done with goes. */
@NullMarked
package io.everswitch.chaos.bench.memory;

import org.jspecify.annotations.NullMarked;
