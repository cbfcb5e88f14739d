/** Members of a Hazelcast cluster, with two faults of Hazelcast 5.7 corrected. */
@NullMarked
package io.everswitch.journal.member;

import org.jspecify.annotations.NullMarked;
