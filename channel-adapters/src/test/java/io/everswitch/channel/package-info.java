@NullMarked
package io.everswitch.channel;

import org.jspecify.annotations.NullMarked;
