@NullMarked
package io.everswitch.node.cluster;

import org.jspecify.annotations.NullMarked;
