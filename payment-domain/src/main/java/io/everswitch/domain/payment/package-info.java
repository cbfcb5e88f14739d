@NullMarked
package io.everswitch.domain.payment;

import org.jspecify.annotations.NullMarked;
