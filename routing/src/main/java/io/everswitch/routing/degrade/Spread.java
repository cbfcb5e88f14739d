package io.everswitch.routing.degrade;

/** Chance as an argument, made even. */
public final class Spread {
    private Spread() {}

    /** Spreads every bit of a number over all bits, one to one: the finalizer of SplitMix64. */
    public static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
