@NullMarked
package io.everswitch.routing.rule;

import org.jspecify.annotations.NullMarked;
