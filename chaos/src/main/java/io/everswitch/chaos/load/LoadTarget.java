package io.everswitch.chaos.load;

import java.util.List;

/**
 * Where the load goes.
 *
 * @param apiUrls merchant APIs of the nodes; a payment keeps to one and goes to the next when it does not answer
 * @param apiKey the merchant's key
 * @param banks bank ids for account payments; cards only if empty
 * @param frontDoor merchant API behind a health-checking front door; empty: there is none
 */
public record LoadTarget(List<String> apiUrls, String apiKey, List<String> banks, String frontDoor) {
    public LoadTarget {
        apiUrls = List.copyOf(apiUrls);
        banks = List.copyOf(banks);
    }

    /** Without a front door. */
    public LoadTarget(List<String> apiUrls, String apiKey, List<String> banks) {
        this(apiUrls, apiKey, banks, "");
    }
}
