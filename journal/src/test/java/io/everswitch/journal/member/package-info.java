@NullMarked
package io.everswitch.journal.member;

import org.jspecify.annotations.NullMarked;
