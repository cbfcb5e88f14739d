@NullMarked
package io.everswitch.chaos.bench.memory;

import org.jspecify.annotations.NullMarked;
