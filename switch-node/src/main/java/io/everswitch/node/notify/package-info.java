@NullMarked
package io.everswitch.node.notify;

import org.jspecify.annotations.NullMarked;
