/** The channels of one switch process, of every protocol family, behind the domain's port. */
@NullMarked
package io.everswitch.channel;

import org.jspecify.annotations.NullMarked;
