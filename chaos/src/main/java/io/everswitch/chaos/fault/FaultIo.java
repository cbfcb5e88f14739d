package io.everswitch.chaos.fault;

import io.netty.channel.EventLoopGroup;
import java.util.concurrent.Executor;

/**
 * What every proxy works with; owned by the {@link FaultProxy}.
 *
 * @param names runs look-ups of host names, which block
 */
record FaultIo(EventLoopGroup loops, Executor names, FaultSettings settings) {}
