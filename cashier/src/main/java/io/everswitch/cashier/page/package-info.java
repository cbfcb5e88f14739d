@NullMarked
package io.everswitch.cashier.page;

import org.jspecify.annotations.NullMarked;
