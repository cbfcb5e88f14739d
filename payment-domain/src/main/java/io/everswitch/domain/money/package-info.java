@NullMarked
package io.everswitch.domain.money;

import org.jspecify.annotations.NullMarked;
