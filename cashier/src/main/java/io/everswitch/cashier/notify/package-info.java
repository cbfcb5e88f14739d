@NullMarked
package io.everswitch.cashier.notify;

import org.jspecify.annotations.NullMarked;
