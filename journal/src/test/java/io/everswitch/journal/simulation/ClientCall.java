package io.everswitch.journal.simulation;

import io.everswitch.journal.workingset.SimulatedEntry;
import io.everswitch.journal.workingset.SimulatedEntry.Answer;
import java.util.List;

/** What a client asks a node: create an order's payment, write the next fact of a payment, or read it. One thread. */
final class ClientCall extends Task {

    private final String name;

    private ClientCall(World world, Node node, String name) {
        super(world, node);
        this.name = name;
    }

    static ClientCall create(World world, Node node, String order) {
        String id = world.newPayment(order);
        ClientCall call = new ClientCall(world, node, "create " + order + " at " + node);
        call.then(() -> call.claimOrder(order, id));
        return call;
    }

    static ClientCall append(World world, Node node, String id) {
        ClientCall call = new ClientCall(world, node, "append to " + id + " at " + node);
        call.then(() -> call.withActor(id, false));
        return call;
    }

    static ClientCall read(World world, Node node, String id) {
        ClientCall call = new ClientCall(world, node, "get " + id + " at " + node);
        call.then(() -> new Reading(call, id, facts -> {}, () -> call.say("503")).begin());
        return call;
    }

    private void claimOrder(String order, String id) {
        if (!node.ready) {
            say("503");
            return;
        }
        int partition = world.partition(order);
        int epoch = node.epochs[partition];
        Asking.Wish wish = new Asking.Wish(
                "claim order " + order + " for " + id,
                order,
                Asking.Doubt.BEGINS,
                repeated -> SimulatedEntry.indexClaim(id),
                answer -> false);
        new Asking(
                        this,
                        wish,
                        answer -> then(() -> note(order, standing(answer, id), partition, epoch)),
                        surelyNot -> say("503"))
                .begin();
    }

    private static String standing(Answer answer, String wanted) {
        String text = answer.text();
        return text == null ? wanted : text;
    }

    private void note(String order, String id, int partition, int epoch) {
        if (node.spool.sick || !world.counts(node, partition, epoch)) {
            say("503");
            return;
        }
        node.spool.note(order, id);
        then(() -> {
            node.spool.sync();
            if (world.counts(node, partition, epoch)) {
                say("order " + order + " is " + id);
                then(() -> withActor(id, true));
            }
        });
    }

    private void withActor(String id, boolean create) {
        Node.Actor here = node.actors.get(id);
        if (here != null) {
            write(id, here, create);
            return;
        }
        new Reading(this, id, facts -> started(id, facts, create), () -> say("503")).begin();
    }

    private void started(String id, List<byte[]> facts, boolean create) {
        Node.Actor known = node.actors.get(id);
        Node.Actor actor = known == null ? new Node.Actor(facts) : known;
        node.actors.put(id, actor);
        then(() -> write(id, actor, create));
    }

    private void write(String id, Node.Actor actor, boolean create) {
        boolean empty = actor.facts.isEmpty();
        if (actor.busy || empty != create || node.actors.get(id) != actor) {
            if (empty && !actor.busy) {
                node.actors.remove(id, actor);
            }
            return;
        }
        actor.busy = true;
        new Appending(this, id, actor, world.newFact(!empty && world.chance(3))).decide();
    }

    @Override
    public String toString() {
        return name;
    }
}
