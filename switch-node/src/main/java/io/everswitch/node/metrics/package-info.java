/** What the process counts and measures; the only package that knows the Prometheus client. */
@NullMarked
package io.everswitch.node.metrics;

import org.jspecify.annotations.NullMarked;
