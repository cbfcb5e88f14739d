@NullMarked
package io.everswitch.node.facts;

import org.jspecify.annotations.NullMarked;
