package io.everswitch.journal.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What was told to anyone: acknowledged to a client or read by one. What is told once must stay true. One thread. */
final class Ledger {

    private final Map<String, List<byte[]>> told = new TreeMap<>();
    private final Map<String, String> orders = new TreeMap<>();
    private int acknowledged;
    private int reads;

    /** How much of a payment is told so far: what a reader that begins now has to see at least. */
    int mark(String id) {
        return told(id).size();
    }

    List<byte[]> told(String id) {
        return told.getOrDefault(id, List.of());
    }

    Iterable<String> ids() {
        return told.keySet();
    }

    int acknowledged() {
        return acknowledged;
    }

    int reads() {
        return reads;
    }

    /** @param facts the writer's whole history, its last fact the acknowledged one */
    void acknowledge(String id, String order, List<byte[]> facts) {
        acknowledged++;
        agree("acknowledged", id, facts);
        String owner = orders.putIfAbsent(order, id);
        if (owner != null && !owner.equals(id)) {
            throw new Violation("M8: order " + order + " has facts acknowledged in " + owner + " and in " + id);
        }
    }

    void read(String id, int mark, List<byte[]> facts) {
        reads++;
        agree("read", id, facts);
        if (facts.size() < mark) {
            String what = facts.isEmpty() ? "does not exist" : "ends at " + facts.size();
            throw new Violation("M1: a reader is told that " + id + " " + what + ", but told was "
                    + Facts.text(told(id).subList(0, mark)));
        }
    }

    private void agree(String how, String id, List<byte[]> facts) {
        List<byte[]> before = told(id);
        int common = Math.min(before.size(), facts.size());
        for (int i = 0; i < common; i++) {
            if (!Facts.same(before.get(i), facts.get(i))) {
                throw new Violation("M8: number " + (i + 1) + " of " + id + " was told as " + Facts.text(before.get(i))
                        + " and is now " + how + " as " + Facts.text(facts.get(i)));
            }
        }
        if (facts.size() > before.size()) {
            told.put(id, new ArrayList<>(facts));
        }
    }
}
