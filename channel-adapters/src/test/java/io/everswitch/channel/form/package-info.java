@NullMarked
package io.everswitch.channel.form;

import org.jspecify.annotations.NullMarked;
