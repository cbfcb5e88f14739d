@NullMarked
package io.everswitch.node.http;

import org.jspecify.annotations.NullMarked;
