@NullMarked
package io.everswitch.channel.http;

import org.jspecify.annotations.NullMarked;
