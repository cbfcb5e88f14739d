package io.everswitch.chaos.fault;

/** Makes effects of toxics. */
final class Effects {
    private Effects() {}

    /** Draws whether the toxic acts; a stream that is spared gets the effect that does nothing. */
    static Effect of(Toxic toxic, Draws draws, Tally tally) {
        if (!draws.hit(toxic.toxicity())) {
            return new Effect();
        }
        return switch (toxic.kind()) {
            case NOOP -> new Effect();
            case LATENCY -> new Latency(toxic.attribute("latency"), toxic.attribute("jitter"), draws);
            case TIMEOUT -> new Timeout(toxic.attribute("timeout"));
            case RESET_PEER -> new ResetPeer(toxic.attribute("timeout"));
            case BANDWIDTH -> new Bandwidth(toxic.attribute("rate"));
            case SLICER ->
                new Slicer(
                        toxic.attribute("average_size"),
                        toxic.attribute("size_variation"),
                        toxic.attribute("delay"),
                        draws);
            case LIMIT_DATA -> new LimitData(toxic.attribute("bytes"), tally);
            case SLOW_CLOSE -> new SlowClose(toxic.attribute("delay"));
        };
    }
}
