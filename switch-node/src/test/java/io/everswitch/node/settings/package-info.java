@NullMarked
package io.everswitch.node.settings;

import org.jspecify.annotations.NullMarked;
