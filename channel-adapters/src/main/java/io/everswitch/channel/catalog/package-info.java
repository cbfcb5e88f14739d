/** The channel catalog: the file that says which banks and channels there are, read and checked. */
@NullMarked
package io.everswitch.channel.catalog;

import org.jspecify.annotations.NullMarked;
