package io.everswitch.chaos.check;

import java.util.List;
import java.util.Map;

/**
 * Everything that is known after a drill besides what clients were told.
 *
 * @param books what the banks did
 * @param timings when banks had it, by reference
 * @param webhooks what the merchant heard
 * @param views what the switch says now, by payment; a payment that it does not know is absent
 * @param refunds of those payments that have or should have some
 */
public record Evidence(
        BankBooks books,
        Map<String, EvidenceReader.Timing> timings,
        Webhooks webhooks,
        Map<String, SwitchView> views,
        Map<String, List<SwitchView.RefundView>> refunds) {}
