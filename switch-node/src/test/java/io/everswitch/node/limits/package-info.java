@NullMarked
package io.everswitch.node.limits;

import org.jspecify.annotations.NullMarked;
