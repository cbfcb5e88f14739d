@NullMarked
package io.everswitch.domain.port;

import org.jspecify.annotations.NullMarked;
