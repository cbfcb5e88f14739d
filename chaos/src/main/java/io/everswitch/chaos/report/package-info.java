/** What a drill came to, for people (one HTML file) and for programs (JSON). */
@NullMarked
package io.everswitch.chaos.report;

import org.jspecify.annotations.NullMarked;
