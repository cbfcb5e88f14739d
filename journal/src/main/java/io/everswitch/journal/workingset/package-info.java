/** The second store of facts: the memory of this site's nodes, with a synchronous backup on another node. */
@NullMarked
package io.everswitch.journal.workingset;

import org.jspecify.annotations.NullMarked;
