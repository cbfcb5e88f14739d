/** What an attempt through a channel is worth: how often it succeeds lately, and how routing weighs that. Pure; time is an argument. */
@NullMarked
package io.everswitch.routing.score;

import org.jspecify.annotations.NullMarked;
