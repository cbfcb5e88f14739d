@NullMarked
package io.everswitch.channel.iso8583;

import org.jspecify.annotations.NullMarked;
