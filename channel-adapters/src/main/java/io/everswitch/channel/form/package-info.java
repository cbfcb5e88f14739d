/** Channels that post forms of sorted, signed fields: RSA or SM2 (docs/bank-protocols.md, section 5). */
@NullMarked
package io.everswitch.channel.form;

import org.jspecify.annotations.NullMarked;
