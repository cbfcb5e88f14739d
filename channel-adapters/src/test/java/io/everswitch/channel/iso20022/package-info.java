@NullMarked
package io.everswitch.channel.iso20022;

import org.jspecify.annotations.NullMarked;
