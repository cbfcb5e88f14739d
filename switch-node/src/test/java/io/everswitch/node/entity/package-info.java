@NullMarked
package io.everswitch.node.entity;

import org.jspecify.annotations.NullMarked;
