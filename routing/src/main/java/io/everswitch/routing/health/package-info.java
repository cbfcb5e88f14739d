/** How well each channel does lately: pure windows with the time as an argument, and a thread-safe board of them. */
@NullMarked
package io.everswitch.routing.health;

import org.jspecify.annotations.NullMarked;
