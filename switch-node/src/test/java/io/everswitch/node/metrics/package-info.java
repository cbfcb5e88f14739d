@NullMarked
package io.everswitch.node.metrics;

import org.jspecify.annotations.NullMarked;
