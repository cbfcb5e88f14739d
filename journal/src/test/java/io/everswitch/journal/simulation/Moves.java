package io.everswitch.journal.simulation;

import java.util.ArrayList;
import java.util.List;

/** What can happen next: chooses one thing and does it. One thread. */
final class Moves {

    /** Kinds of disturbance, see {@link #disturb}. */
    static final int DISTURBANCES = 14;

    private final World world;

    Moves(World world) {
        this.world = world;
    }

    /** One step of the schedule, as these dice fall. */
    void step(Dice dice) {
        world.dice(dice);
        int chosen = dice.below(100);
        int[] shares = world.habits().shares();
        if (chosen < shares[0]) {
            advance(dice);
        } else if (chosen < shares[0] + shares[1]) {
            deliver(dice);
        } else if (chosen < shares[0] + shares[1] + shares[2]) {
            call(dice);
        } else if (chosen < shares[0] + shares[1] + shares[2] + shares[3]) {
            keepHouse(dice);
        } else {
            disturb(dice);
        }
    }

    private void advance(Dice dice) {
        List<Task> tasks = new ArrayList<>();
        world.nodes.forEach(node -> tasks.addAll(node.tasks));
        if (!tasks.isEmpty()) {
            Task task = dice.of(tasks);
            // Mostly things go well: some steps in a row, and messages arrive between them.
            boolean smooth = !dice.oneIn(3);
            for (int left = smooth ? dice.below(12) : 0; left >= 0 && !task.over(); left--) {
                run(task);
                if (smooth && !dice.oneIn(8)) {
                    deliverAll();
                }
            }
        }
        wake();
    }

    private void run(Task task) {
        task.step();
        if (task.over()) {
            task.node.tasks.remove(task);
        }
    }

    private void wake() {
        for (Node node : world.nodes) {
            if (node.alive && node.returnsWanted > 0 && !node.returning) {
                node.tasks.add(Housekeeping.returning(world, node));
            }
        }
    }

    private void deliver(Dice dice) {
        if (!world.messages.isEmpty()) {
            World.Message message = dice.of(world.messages);
            if (!world.unlucky(12)) {
                world.messages.remove(message);
            }
            if (!world.unlucky(10)) {
                world.deliver(message);
            }
        }
    }

    private List<Node> alive() {
        return world.nodes.stream().filter(node -> node.alive).toList();
    }

    private void call(Dice dice) {
        List<Node> alive = alive();
        if (alive.isEmpty()) {
            return;
        }
        Node node = dice.of(alive);
        List<String> ids = List.copyOf(world.createdAt.keySet());
        int kind = dice.below(8);
        String order = "o" + dice.below(World.ORDERS);
        if (ids.isEmpty() || (kind == 0 && ids.size() < world.habits().paymentsMax())) {
            node.tasks.add(ClientCall.create(world, node, order));
        } else if (kind < 6) {
            node.tasks.add(ClientCall.append(world, node, dice.of(ids)));
        } else {
            node.tasks.add(ClientCall.read(world, node, dice.of(ids)));
        }
    }

    private void keepHouse(Dice dice) {
        List<Node> alive = alive();
        List<String> ids = List.copyOf(world.createdAt.keySet());
        if (alive.isEmpty() || ids.isEmpty()) {
            return;
        }
        Node node = dice.of(alive);
        String id = dice.of(ids);
        switch (dice.below(4)) {
            case 0, 1 -> node.tasks.add(Housekeeping.archiving(world, node, id));
            case 2 -> node.tasks.add(Housekeeping.evicting(world, node, id));
            default -> node.tasks.add(Housekeeping.forgetting(world, node, id));
        }
    }

    private void disturb(Dice dice) {
        List<Cluster> clusters = world.membership.clusters();
        Node node = dice.of(world.nodes);
        switch (world.habits().disturbance(dice)) {
            case 0 -> crash(node);
            case 1 -> powerLoss(dice);
            case 2, 3 -> start(node);
            case 4, 5 -> clusters.stream().skip(dice.below(2)).findFirst().ifPresent(world.membership::notice);
            case 6 -> clusters.stream().skip(dice.below(2)).findFirst().ifPresent(world.membership::rebalance);
            case 7 -> cutOrHeal(dice);
            case 8 -> {
                if (clusters.size() > 1) {
                    world.membership.merge(clusters.get(0), clusters.get(1));
                }
            }
            case 9 -> {
                world.archive.down = !world.archive.down && dice.oneIn(2);
                world.say(world.archive.down ? "the archive is down" : "the archive is up");
            }
            case 10 -> {
                node.spool.sick = !node.spool.sick && dice.oneIn(2);
                world.say("the spool of " + node + (node.spool.sick ? " is sick" : " is well"));
            }
            case 11 -> pass(dice);
            default -> lateRequest(dice);
        }
        world.checkCopies();
    }

    private void powerLoss(Dice dice) {
        if (dice.oneIn(3)) {
            world.nodes.stream().filter(each -> each.alive).forEach(this::crash);
        }
    }

    private void crash(Node node) {
        if (node.alive) {
            world.membership.crash(node);
        }
    }

    private void start(Node node) {
        if (!node.alive) {
            world.membership.start(node);
            wake();
        }
    }

    private void cutOrHeal(Dice dice) {
        world.cut = !world.cut;
        world.nodes.forEach(node -> node.half = world.cut && dice.oneIn(2));
        world.say(
                world.cut
                        ? "the network is cut, "
                                + world.nodes.stream().filter(node -> node.half).toList() + " on one side"
                        : "the network is whole");
    }

    /** Longer than retention passes; nothing waits so long, so all that was on its way has failed. */
    private void pass(Dice dice) {
        if (!dice.oneIn(3)) {
            return;
        }
        world.clock += World.RETENTION + 1;
        world.messages.clear();
        world.late.clear();
        for (Node node : world.nodes) {
            node.tasks.clear();
            node.returning = false;
            node.actors.clear();
        }
        wake();
        world.say("a time longer than retention passes");
    }

    private void lateRequest(Dice dice) {
        if (!world.late.isEmpty()) {
            world.arrive(world.late.remove(dice.below(world.late.size())));
        }
    }

    /** The beginning: all nodes are up and know each other. */
    void begin(Dice dice) {
        world.dice(dice);
        world.nodes.forEach(world.membership::start);
        calmDown();
    }

    /** The end of a schedule: everything is well again, and a fresh reader has to see all that was told. */
    void settle(Dice dice) {
        world.dice(dice);
        world.calm();
        world.cut = false;
        world.archive.down = false;
        world.say("all is well again");
        for (Node node : world.nodes) {
            node.spool.sick = false;
            start(node);
        }
        calmDown();
        for (String id : world.ledger.ids()) {
            readAtLast(dice, id);
        }
    }

    private void calmDown() {
        for (int round = 0; round < 2_000; round++) {
            for (Cluster cluster : world.membership.clusters()) {
                world.membership.notice(cluster);
            }
            List<Cluster> clusters = world.membership.clusters();
            if (clusters.size() > 1) {
                world.membership.merge(clusters.get(0), clusters.get(1));
            }
            world.membership.clusters().forEach(world.membership::rebalance);
            wake();
            boolean idle = true;
            for (Node node : world.nodes) {
                for (Task task : List.copyOf(node.tasks)) {
                    idle = false;
                    run(task);
                    deliverAll();
                }
            }
            if (idle && round > 20) {
                return;
            }
        }
        throw new Violation("the nodes never come to rest: "
                + world.nodes.stream().map(n -> n.tasks).toList());
    }

    private void deliverAll() {
        List<World.Message> messages = List.copyOf(world.messages);
        world.messages.clear();
        messages.forEach(world::deliver);
    }

    private void readAtLast(Dice dice, String id) {
        for (int round = 0; round < 10; round++) {
            int before = world.ledger.reads();
            Node node = dice.of(world.nodes);
            node.tasks.add(ClientCall.read(world, node, id));
            calmDown();
            if (world.ledger.reads() > before) {
                return;
            }
        }
        throw new Violation("M1: " + id + " cannot be read although all is well again");
    }
}
