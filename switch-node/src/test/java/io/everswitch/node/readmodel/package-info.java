@NullMarked
package io.everswitch.node.readmodel;

import org.jspecify.annotations.NullMarked;
