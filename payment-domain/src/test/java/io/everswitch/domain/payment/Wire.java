package io.everswitch.domain.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Everything that is on its way between the payment and the rest of the world, in no order. Used by one thread. */
final class Wire {
    /**
     * @param mortal dies with the process
     * @param sure must arrive at last, as banks repeat it
     */
    private record Parcel(Runnable open, boolean mortal, boolean sure) {}

    private final Random random;
    private final List<Parcel> parcels = new ArrayList<>();

    Wire(Random random) {
        this.random = random;
    }

    boolean isEmpty() {
        return parcels.isEmpty();
    }

    /** Of this process: may get lost, and mostly dies with it. */
    void add(Runnable open) {
        parcels.add(new Parcel(open, true, false));
    }

    /** Of the bank: survives us, but may get lost. */
    void addForeign(Runnable open) {
        parcels.add(new Parcel(open, false, false));
    }

    /** Of the bank, which repeats it until it has arrived. */
    void addSure(Runnable open) {
        parcels.add(new Parcel(open, false, true));
    }

    void deliver() {
        if (!parcels.isEmpty()) {
            parcels.remove(random.nextInt(parcels.size())).open().run();
        }
    }

    void loseOne() {
        if (!parcels.isEmpty()) {
            int index = random.nextInt(parcels.size());
            if (!parcels.get(index).sure()) {
                parcels.remove(index);
            }
        }
    }

    /** A paused sender may come back and send, and its answer may be handed over late: so some survive. */
    void processDies() {
        parcels.removeIf(parcel -> parcel.mortal() && random.nextInt(100) < 70);
    }
}
