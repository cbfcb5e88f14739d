/** The suite that every family of channels passes, against a scripted bank of its protocol. */
@NullMarked
package io.everswitch.channel.contract;

import org.jspecify.annotations.NullMarked;
