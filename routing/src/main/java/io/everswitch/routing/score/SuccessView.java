package io.everswitch.routing.score;

import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.means.MeansKind;

/** How likely attempts are to be approved, as far as the channel has a part in it. Thread-safe, some nanoseconds. */
public interface SuccessView {
    /** All alike. */
    SuccessView ALIKE = (channel, method, nowMs) -> SuccessRates.PRIOR_RATE;

    /** @return 0 … 1 */
    double rate(ChannelId channel, MeansKind method, long nowMs);

    /** How many results stand behind that rate, each counted as far as it still counts. */
    default double results(ChannelId channel, MeansKind method, long nowMs) {
        return 0;
    }
}
