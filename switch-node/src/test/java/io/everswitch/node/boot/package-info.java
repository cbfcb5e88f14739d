@NullMarked
package io.everswitch.node.boot;

import org.jspecify.annotations.NullMarked;
