@NullMarked
package io.everswitch.chaos.bench.journal;

import org.jspecify.annotations.NullMarked;
