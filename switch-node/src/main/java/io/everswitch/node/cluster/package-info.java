/** Who is in the cluster and who is not any more. */
@NullMarked
package io.everswitch.node.cluster;

import org.jspecify.annotations.NullMarked;
