@NullMarked
package io.everswitch.channel.support;

import org.jspecify.annotations.NullMarked;
