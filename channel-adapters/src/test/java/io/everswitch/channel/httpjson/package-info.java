@NullMarked
package io.everswitch.channel.httpjson;

import org.jspecify.annotations.NullMarked;
