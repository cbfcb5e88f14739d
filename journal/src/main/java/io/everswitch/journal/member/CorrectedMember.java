package io.everswitch.journal.member;

import com.hazelcast.config.Config;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.internal.server.tcp.ChannelInitializerFunction;
import java.util.function.Function;

/**
 * Starts Hazelcast members with three faults of Hazelcast 5.7 corrected: {@link PatientChannels}, {@link PatientPromotion} and
 * {@link QuickResume}.
 *
 * <p>This uses classes that Hazelcast does not promise to keep: look here first when its version changes.
 */
public final class CorrectedMember {

    private CorrectedMember() {}

    /** As {@code Hazelcast.newHazelcastInstance}: blocks until the member has joined or is alone. */
    public static HazelcastInstance start(Config config) {
        return HazelcastInstanceFactory.newHazelcastInstance(config, config.getInstanceName(), new Context());
    }

    private static final class Context extends DefaultNodeContext {
        @Override
        public NodeExtension createNodeExtension(Node node) {
            return new Extension(node, node.getConfig());
        }
    }

    private static final class Extension extends DefaultNodeExtension {
        private final Config config;

        Extension(Node node, Config config) {
            super(node);
            this.config = config;
        }

        @Override
        public void afterStart() {
            super.afterStart();
            PatientPromotion.watch(node);
            QuickResume.correct(node);
        }

        @Override
        public Function<EndpointQualifier, ChannelInitializer> createChannelInitializerFn(ServerContext context) {
            Channels channels = new Channels(context, config);
            channels.init();
            return channels;
        }
    }

    private static final class Channels extends ChannelInitializerFunction {
        private final ChannelInitializer patient;

        Channels(ServerContext context, Config config) {
            super(context, config);
            this.patient = new PatientChannels(context);
        }

        @Override
        protected ChannelInitializer provideUnifiedChannelInitializer() {
            return patient;
        }
    }
}
