package io.everswitch.journal.member;

import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.networking.ChannelOption;
import com.hazelcast.internal.networking.ChannelOptions;
import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.internal.server.tcp.UnifiedProtocolDecoder;
import com.hazelcast.internal.server.tcp.UnifiedProtocolEncoder;
import com.hazelcast.spi.properties.ClusterProperty;
import com.hazelcast.spi.properties.HazelcastProperties;
import com.hazelcast.spi.properties.HazelcastProperty;

/**
 * Sets connections up as Hazelcast does, with an encoder that lets its thread sleep until the peer has said something.
 *
 * <p>Hazelcast 5.7 (and all before it; hazelcast/hazelcast issue 26473) runs an output thread without a pause while a
 * connection has something to send and the peer has not yet said which protocol it speaks. A process that is stopped does
 * just that: the kernel accepts for it. The thread serves other connections too, and never again looks at their sockets: the
 * members on them hear no heartbeats, and the healthy part of the cluster falls apart with the stopped one.
 */
final class PatientChannels implements ChannelInitializer {

    private static final int KIB = 1_024;

    private final ServerContext context;

    PatientChannels(ServerContext context) {
        this.context = context;
    }

    @Override
    public void initChannel(Channel channel) {
        options(channel.options(), context.properties());
        Encoder encoder = new Encoder(context);
        channel.outboundPipeline().addLast(encoder);
        channel.inboundPipeline().addLast(new UnifiedProtocolDecoder(context, encoder));
    }

    private static void options(ChannelOptions options, HazelcastProperties properties) {
        flag(options, ChannelOption.DIRECT_BUF, properties, ClusterProperty.SOCKET_BUFFER_DIRECT);
        flag(options, ChannelOption.TCP_NODELAY, properties, ClusterProperty.SOCKET_NO_DELAY);
        flag(options, ChannelOption.SO_KEEPALIVE, properties, ClusterProperty.SOCKET_KEEP_ALIVE);
        options.setOption(
                ChannelOption.SO_SNDBUF, properties.getInteger(ClusterProperty.SOCKET_SEND_BUFFER_SIZE) * KIB);
        options.setOption(
                ChannelOption.SO_RCVBUF, properties.getInteger(ClusterProperty.SOCKET_RECEIVE_BUFFER_SIZE) * KIB);
        options.setOption(ChannelOption.SO_LINGER, properties.getSeconds(ClusterProperty.SOCKET_LINGER_SECONDS));
        number(options, ChannelOption.TCP_KEEPIDLE, properties, ClusterProperty.SOCKET_KEEP_IDLE);
        number(options, ChannelOption.TCP_KEEPCOUNT, properties, ClusterProperty.SOCKET_KEEP_COUNT);
        number(options, ChannelOption.TCP_KEEPINTERVAL, properties, ClusterProperty.SOCKET_KEEP_INTERVAL);
    }

    private static void flag(
            ChannelOptions options,
            ChannelOption<Boolean> option,
            HazelcastProperties properties,
            HazelcastProperty property) {
        options.setOption(option, properties.getBoolean(property));
    }

    private static void number(
            ChannelOptions options,
            ChannelOption<Integer> option,
            HazelcastProperties properties,
            HazelcastProperty property) {
        options.setOption(option, properties.getInteger(property));
    }

    /** Used by one output thread at a time; it is woken when the decoder knows the peer's protocol. */
    private static final class Encoder extends UnifiedProtocolEncoder {

        Encoder(ServerContext context) {
            super(context);
        }

        @Override
        public HandlerStatus onWrite() {
            HandlerStatus status = super.onWrite();
            // "Clean" with frames still waiting means "again at once". Once this encoder has been replaced nobody
            // looks.
            return status == HandlerStatus.CLEAN ? HandlerStatus.BLOCKED : status;
        }
    }
}
