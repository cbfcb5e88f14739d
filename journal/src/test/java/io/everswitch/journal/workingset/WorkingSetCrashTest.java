package io.everswitch.journal.workingset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Kills a process that is a member and writes; every fact that it acknowledged is on the others. */
final class WorkingSetCrashTest {

    private static final int ACKS = 4_000;

    @Test
    void kill9_ofAWritingMember_losesNothingAcknowledged() throws Exception {
        try (TestMembers cluster = new TestMembers(3)) {
            WorkingSet store = cluster.over(cluster.start(0), "");
            cluster.start(1);
            Map<String, Integer> acknowledged = new HashMap<>();
            int count = killAfterAcknowledgements(cluster.command(MemberChild.class, 2), acknowledged);
            Awaitility.await().until(() -> cluster.size() == 2);
            acknowledged.forEach((id, highest) -> {
                List<String> facts = WorkingSetFailureTest.read(store, id);
                assertTrue(facts.size() >= highest, "LOST: " + id + " " + highest + ", highest " + facts.size());
                for (int i = 0; i < facts.size(); i++) {
                    assertEquals(MemberChild.fact(id, i + 1L), facts.get(i));
                }
            });
            System.out.println("KILL9 acknowledged " + count + " in " + acknowledged.size() + " histories, lost 0");
            store.close();
        }
    }

    private static int killAfterAcknowledgements(List<String> command, Map<String, Integer> acknowledged)
            throws Exception {
        List<String> whole = new ArrayList<>();
        whole.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        whole.addAll(List.of("-Xmx256m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
        whole.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=2");
        whole.addAll(command);
        Process child = new ProcessBuilder(whole)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        int count = 0;
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            String line;
            while ((line = lines.readLine()) != null) {
                String[] words = line.split(" ", -1);
                if (words[0].equals("ACK") && words.length == 3) {
                    acknowledged.merge(words[1], Integer.parseInt(words[2]), Math::max);
                    count++;
                } else if (words[0].equals("FAILED")) {
                    throw new AssertionError(line);
                }
                if (count == ACKS) {
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.toHandle().destroyForcibly();
        }
        assertTrue(child.waitFor(20, TimeUnit.SECONDS), "the child does not die");
        assertTrue(count >= ACKS, "the child ended by itself after " + count);
        return count;
    }
}
