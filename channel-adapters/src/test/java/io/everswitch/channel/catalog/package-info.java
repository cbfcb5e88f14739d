@NullMarked
package io.everswitch.channel.catalog;

import org.jspecify.annotations.NullMarked;
