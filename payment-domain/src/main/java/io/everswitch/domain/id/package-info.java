@NullMarked
package io.everswitch.domain.id;

import org.jspecify.annotations.NullMarked;
