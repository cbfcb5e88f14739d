/** Keeps what payers and merchants have used of their limits: reserved before an attempt is sent, settled when it has an outcome. */
@NullMarked
package io.everswitch.node.limits;

import org.jspecify.annotations.NullMarked;
