@NullMarked
package io.everswitch.domain.means;

import org.jspecify.annotations.NullMarked;
