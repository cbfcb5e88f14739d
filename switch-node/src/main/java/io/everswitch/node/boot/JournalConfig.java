package io.everswitch.node.boot;

import static io.everswitch.node.boot.NodeConfig.range;
import static io.everswitch.node.boot.NodeConfig.required;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which stores keep the facts of a node: {@code journal} in its configuration file. Immutable.
 *
 * @param stores {@code spool}, or {@code spool} and {@code working-set}
 * @param copies how many stores must hold a fact before it is acknowledged, 1 … 2
 * @param workingSet null unless the working set is among the stores
 * @param archive null: no archive
 * @param sickness how long a sick journal is put up with
 */
record JournalConfig(
        List<String> stores,
        Integer copies,
        @Nullable WorkingSet workingSet,
        @Nullable Archive archive,
        Sickness sickness) {
    private static final String WORKING_SET = "working-set";
    private static final Set<Set<String>> KNOWN = Set.of(Set.of("spool"), Set.of("spool", WORKING_SET));

    static final JournalConfig SPOOL = new JournalConfig(List.of("spool"), 1, null, null, Sickness.DEFAULT);

    /** @param stores null: the spool alone; {@code copies} null: one */
    JournalConfig {
        stores = stores == null ? List.of("spool") : List.copyOf(stores);
        if (stores.size() > 2 || !KNOWN.contains(new HashSet<>(stores))) {
            throw new ConfigException("journal.stores must be [spool] or [spool, working-set]");
        }
        copies = range("journal.copies", copies, 1, 1, 2);
        if (copies > stores.size()) {
            throw new ConfigException("journal.copies is " + copies + ", but journal.stores names fewer stores");
        }
        sickness = sickness == null ? Sickness.DEFAULT : sickness;
        if (stores.contains(WORKING_SET)) {
            workingSet = required("journal.working_set", workingSet);
        } else if (workingSet != null) {
            throw new ConfigException("journal.working_set is there, but working-set is not among journal.stores");
        }
    }

    /** How many nodes there must be before any of them serves. */
    int membersMin() {
        return workingSet == null ? 1 : workingSet.membersMin();
    }

    /** As settings of {@code everswitch.journal}. */
    Map<String, Object> settings(String bindAddress, int port) {
        Map<String, Object> own = new HashMap<>();
        own.put("everswitch.journal.stores", stores);
        own.put("everswitch.journal.copies", copies);
        if (workingSet != null) {
            String path = "everswitch.journal.working-set.";
            own.put(path + "cluster-name", workingSet.clusterName());
            own.put(path + "bind-address", bindAddress);
            own.put(path + "port", port);
            own.put(path + "members", workingSet.members());
            own.put(path + "networks", workingSet.networks());
            own.put(path + "members-min", workingSet.membersMin());
            own.put(path + "retention", workingSet.retentionS() + "s");
        }
        if (archive != null) {
            String path = "everswitch.journal.archive.";
            own.put(path + "cells-file", archive.cellsFile());
            own.put(path + "after", archive.afterS() + "s");
            own.put(path + "open-after", archive.openAfterS() + "s");
        }
        return own;
    }

    /**
     * How long a node keeps payments that its journal refuses while others could take them.
     *
     * @param spoolMs for its own disk, 500 … 600,000: longer than the compaction that gives room back on a disk at its floor
     * @param workingSetMs for its place among the others' memories, 1,000 … 600,000: above Hazelcast's own time-out (10 s), so
     *     that a silent peer is out before a node blames itself
     */
    record Sickness(Integer spoolMs, Integer workingSetMs) {
        static final Sickness DEFAULT = new Sickness(3_000, 15_000);

        Sickness {
            spoolMs = range("journal.sickness.spool_ms", spoolMs, 3_000, 500, 600_000);
            workingSetMs = range("journal.sickness.working_set_ms", workingSetMs, 15_000, 1_000, 600_000);
        }
    }

    /**
     * The memory of all nodes of a site.
     *
     * @param clusterName members of other names do not join
     * @param members {@code host:port} of all members, this one too
     * @param networks where members may be, part for part, {@code *} for any part
     * @param membersMin with fewer members nothing is accepted: n/2 + 1 of n, 2 … 64
     * @param retentionS how long a closed payment stays, 60 s … 30 days
     */
    record WorkingSet(
            String clusterName, List<String> members, List<String> networks, Integer membersMin, Integer retentionS) {
        WorkingSet {
            clusterName = clusterName == null ? "everswitch" : clusterName;
            members = List.copyOf(required("journal.working_set.members", members));
            if (members.isEmpty()) {
                throw new ConfigException("journal.working_set.members must name all members");
            }
            members.forEach(member -> HostAndPort.check("journal.working_set.members[]", member));
            networks = List.copyOf(required("journal.working_set.networks", networks));
            if (networks.isEmpty()) {
                throw new ConfigException("journal.working_set.networks must name where members may be");
            }
            membersMin =
                    range("journal.working_set.members_min", membersMin, Math.max(2, members.size() / 2 + 1), 2, 64);
            retentionS = range("journal.working_set.retention_s", retentionS, 86_400, 60, 2_592_000);
        }
    }

    /**
     * Where closed payments go.
     *
     * @param cellsFile path of the file that lists the archive cells; read again while running
     * @param afterS how long after it closed a payment is archived, 1 … 3,600
     * @param openAfterS how long after its last fact an open payment is archived, 1 … 86,400
     */
    record Archive(String cellsFile, Integer afterS, Integer openAfterS) {
        Archive {
            cellsFile = required("journal.archive.cells_file", cellsFile);
            afterS = range("journal.archive.after_s", afterS, 1, 1, 3_600);
            openAfterS = range("journal.archive.open_after_s", openAfterS, 300, 1, 86_400);
        }
    }
}
