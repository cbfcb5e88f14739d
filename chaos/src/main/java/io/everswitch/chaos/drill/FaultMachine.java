package io.everswitch.chaos.drill;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.model.ToxicDirection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a schedule says to a field, and undoes it. Everything is undone by {@link #undoAll}, whatever happened before: a
 * drill must not leave a demo that is broken. One thread; blocks.
 */
final class FaultMachine {
    private static final Logger LOG = LoggerFactory.getLogger(FaultMachine.class);
    private static final String CASSANDRA = "cassandra-1";

    private final Field field;
    private final BankControl banks;
    private final OperatorControl operator;
    private final List<Fault> done = new ArrayList<>();
    private @Nullable Storm storm;

    FaultMachine(Field field) {
        this.field = field;
        this.banks = new BankControl(field.bankControl());
        this.operator = new OperatorControl(field.nodes(), field::operationsUrl);
    }

    void make(Fault fault) throws IOException, InterruptedException {
        done.add(fault);
        String target = fault.target();
        switch (fault.action()) {
            case KILL -> field.kill(target);
            case STOP -> field.stop(target);
            case PAUSE -> field.pause(target);
            case CUT_OFF -> field.cutOff(target);
            case KILL_ALL -> everything().forEach(field::kill);
            case LINK_DOWN -> link(target).disable();
            case LINK_SLOW -> slow(link(target), Long.parseLong(fault.value()));
            case LINK_BLACK_HOLE -> blackHole(link(target));
            case BANKS -> {
                if (target.equals("half")) {
                    banks.misbehaveHalf(fault.value());
                } else {
                    banks.misbehave(fault.value());
                }
            }
            case STORM -> storm = banks.storm(target);
            case SICK_CHANNEL -> banks.misbehave(target, fault.value());
            case FILL_DISK -> SmallDisk.fill(field.dataDir(target));
            case PREFER_CHANNEL -> operator.prefer(target);
            case STOP_CHANNEL -> operator.stop(target);
            case ADD_CELL -> field.addCell();
            case START -> start(target.equals("all") ? everything() : List.of(target));
            case WIPE -> wipe(target);
            case MARK -> LOG.info("{}", target);
        }
    }

    void undo(Fault fault) throws IOException, InterruptedException {
        done.remove(fault);
        String target = fault.target();
        switch (fault.action()) {
            case KILL, STOP -> start(List.of(target));
            case PAUSE -> field.resume(target);
            case CUT_OFF -> field.heal(target);
            case KILL_ALL -> start(everything());
            case LINK_DOWN -> link(target).enable();
            case LINK_SLOW, LINK_BLACK_HOLE -> calm(link(target));
            case BANKS, STORM -> banks.behave();
            case SICK_CHANNEL -> banks.behave(target);
            case FILL_DISK -> SmallDisk.free(field.dataDir(target));
            case PREFER_CHANNEL -> operator.undoPrefer(target);
            case STOP_CHANNEL -> operator.undoStop(target);
            case ADD_CELL, START, WIPE, MARK -> LOG.debug("{} needs no undoing", fault.title());
        }
    }

    /** What the operator of this drill did, and what the switch tells of it. */
    OperatorControl operator() {
        return operator;
    }

    BankControl banks() {
        return banks;
    }

    /** What the storm of this drill was; null if there was none. */
    @Nullable
    Storm storm() {
        return storm;
    }

    /** True: something is disturbed, and it is banks alone, so that the switch can be asked meanwhile. */
    boolean onlyBanksAreDisturbed() {
        return !done.isEmpty() && done.stream().allMatch(fault -> fault.action() == Action.BANKS);
    }

    /** @return what could not be undone */
    List<String> undoAll() throws InterruptedException {
        List<String> failed = new ArrayList<>();
        for (Fault fault : List.copyOf(done)) {
            try {
                undo(fault);
            } catch (IOException | RuntimeException e) {
                LOG.warn("{} could not be undone", fault.title(), e);
                failed.add(fault.title() + " could not be undone: " + e);
            }
        }
        List<String> dead = new ArrayList<>(field.nodes());
        dead.removeIf(field::running);
        try {
            start(dead);
        } catch (RuntimeException e) {
            LOG.warn("nodes could not be started", e);
            failed.add(dead + " could not be started: " + e);
        }
        return failed;
    }

    /** At the same time: a node may wait for another one before it is ready. */
    private void start(List<String> processes) throws InterruptedException {
        ConcurrentLinkedQueue<Throwable> failures = new ConcurrentLinkedQueue<>();
        List<Thread> threads = new ArrayList<>();
        for (String process : processes) {
            if (field.running(process)) {
                continue;
            }
            Thread thread = new Thread(
                    () -> {
                        try {
                            field.start(process);
                        } catch (InterruptedException | RuntimeException e) {
                            failures.add(e);
                        }
                    },
                    "start-" + process);
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join();
        }
        Throwable failure = failures.peek();
        if (failure != null) {
            throw new IllegalStateException("a process did not start: " + failure.getMessage(), failure);
        }
    }

    private List<String> everything() {
        List<String> all = new ArrayList<>(field.nodes());
        if (field.has(CASSANDRA)) {
            all.add(CASSANDRA);
        }
        return all;
    }

    private Proxy link(String name) throws IOException {
        return field.links().get(name);
    }

    private static void slow(Proxy link, long ms) throws IOException {
        link.toxics().latency("drill-slow-up", ToxicDirection.UPSTREAM, ms);
        link.toxics().latency("drill-slow-down", ToxicDirection.DOWNSTREAM, ms);
    }

    private static void blackHole(Proxy link) throws IOException {
        link.toxics().timeout("drill-hole-up", ToxicDirection.UPSTREAM, 0);
        link.toxics().timeout("drill-hole-down", ToxicDirection.DOWNSTREAM, 0);
    }

    private static void calm(Proxy link) throws IOException {
        for (var toxic : link.toxics().getAll()) {
            if (toxic.getName().startsWith("drill-")) {
                toxic.remove();
            }
        }
    }

    private void wipe(String process) throws IOException {
        if (field.running(process)) {
            throw new IllegalStateException("only a stopped process is wiped: " + process);
        }
        Path root = field.dataDir(process);
        try (Stream<Path> all = Files.walk(root)) {
            all.sorted(Comparator.reverseOrder())
                    .filter(each -> !each.equals(root))
                    .forEach(each -> {
                        try {
                            Files.delete(each);
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    });
        }
    }
}
