package io.everswitch.journal.workingset;

import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.everswitch.journal.store.Append;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A member in a process of its own that appends, and prints each acknowledgement as {@code ACK id seq} at once. */
final class MemberChild {

    private static final int WRITERS = 16;

    private MemberChild() {}

    /** Name of the cluster, own number, ports of all members. */
    public static void main(String[] args) throws Exception {
        List<Integer> ports = new ArrayList<>();
        for (int i = 2; i < args.length; i++) {
            ports.add(Integer.parseInt(args[i]));
        }
        WorkingSetSettings settings = TestMembers.settings(args[0], ports, Integer.parseInt(args[1]), 2);
        HazelcastInstance member = Hazelcast.newHazelcastInstance(TestMembers.config(settings));
        WorkingSet store = new WorkingSet(
                settings,
                new WorkingSet.Surroundings(TestMembers.COMPLETIONS, System::currentTimeMillis),
                new WorkingSet.Parts(member, "", WorkingSet.Way.DIRECT, true));
        TestMembers.certified(store, member);
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            int writer = i;
            Thread thread = new Thread(() -> write(store, writer, out), "writer-" + writer);
            thread.start();
            writers.add(thread);
        }
        for (Thread writer : writers) {
            writer.join();
        }
    }

    private static void write(WorkingSet store, int writer, PrintStream out) {
        try {
            for (int number = 1; true; number++) {
                String id = "w" + writer + "-" + number / 5;
                Append append = WorkingSetFailureTest.append(id, 1 + number % 5, fact(id, 1 + number % 5));
                if (number >= 5) {
                    store.append(append).toCompletableFuture().get();
                    synchronized (out) {
                        out.println("ACK " + id + " " + append.firstSequenceNr());
                    }
                }
            }
        } catch (Exception e) {
            synchronized (out) {
                out.println("FAILED " + e);
            }
        }
    }

    static String fact(String id, long sequenceNr) {
        return id + "#" + sequenceNr + "#" + "x".repeat(200);
    }
}
