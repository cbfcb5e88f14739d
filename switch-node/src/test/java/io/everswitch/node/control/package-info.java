@NullMarked
package io.everswitch.node.control;

import org.jspecify.annotations.NullMarked;
