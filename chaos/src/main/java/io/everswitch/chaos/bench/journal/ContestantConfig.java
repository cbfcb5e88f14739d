package io.everswitch.chaos.bench.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The Pekko configuration of a contestant: its defaults, but for addresses, directories and what must be switched on. */
final class ContestantConfig {
    private ContestantConfig() {}

    /**
     * @param dir where this process may write
     * @param member which of {@code members} this process is, from 0
     * @param members {@code host:port} of all members of the working set; empty for contestants that have none
     * @param cassandra {@code host:port} of the CQL port
     */
    record Place(String dir, int member, List<String> members, String cassandra) {}

    static Config of(Contestant contestant, Place place) {
        Map<String, Object> own = new HashMap<>();
        own.put("pekko.loglevel", "WARNING");
        own.put("pekko.loggers", List.of("org.apache.pekko.event.slf4j.Slf4jLogger"));
        own.put("pekko.actor.provider", "local");
        own.put("pekko.actor.allow-java-serialization", "off");
        own.put("pekko.actor.serializers.bench-fact", BenchFactSerializer.class.getName());
        own.put("pekko.actor.serialization-bindings.\"" + BenchFact.class.getName() + "\"", "bench-fact");
        own.put("pekko.persistence.snapshot-store.plugin", "pekko.persistence.no-snapshot-store");
        switch (contestant) {
            case IN_MEMORY -> own.put("pekko.persistence.journal.plugin", "pekko.persistence.journal.inmem");
            case CASSANDRA -> cassandra(own, place);
            case EVERSWITCH_ONE -> everswitch(own, place);
            case EVERSWITCH_TWO -> {
                everswitch(own, place);
                workingSet(own, place);
            }
        }
        return ConfigFactory.parseMap(own).withFallback(ConfigFactory.load("journal-bench"));
    }

    private static void cassandra(Map<String, Object> own, Place place) {
        own.put("pekko.persistence.journal.plugin", "pekko.persistence.cassandra.journal");
        own.put("pekko.persistence.cassandra.journal.keyspace-autocreate", "on");
        own.put("pekko.persistence.cassandra.journal.tables-autocreate", "on");
        own.put("pekko.persistence.cassandra.journal.keyspace", "journal_bench");
        // What its documentation advises to switch off when it is not used.
        own.put("pekko.persistence.cassandra.events-by-tag.enabled", "off");
        own.put("pekko.persistence.cassandra.journal.support-deletes", "off");
        own.put("pekko.persistence.cassandra.journal.support-all-persistence-ids", "off");
        own.put("datastax-java-driver.basic.contact-points", List.of(place.cassandra()));
        own.put("datastax-java-driver.basic.load-balancing-policy.local-datacenter", "dc1");
    }

    private static void everswitch(Map<String, Object> own, Place place) {
        own.put("pekko.persistence.journal.plugin", "everswitch.journal");
        own.put("everswitch.journal.dir", place.dir());
    }

    private static void workingSet(Map<String, Object> own, Place place) {
        String[] address = place.members().get(place.member()).split(":", 2);
        own.put("everswitch.journal.stores", List.of("spool", "working-set"));
        own.put("everswitch.journal.copies", 2);
        own.put("everswitch.journal.working-set.cluster-name", "journal-bench");
        own.put("everswitch.journal.working-set.bind-address", address[0]);
        own.put("everswitch.journal.working-set.port", Integer.parseInt(address[1]));
        own.put("everswitch.journal.working-set.members", place.members());
        own.put("everswitch.journal.working-set.networks", List.of("127.0.0.*"));
        own.put("everswitch.journal.working-set.members-min", 2);
    }
}
