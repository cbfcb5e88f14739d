package io.everswitch.chaos.report;

import java.util.Map;

/**
 * One second of a drill.
 *
 * @param second since its begin
 * @param due journeys that began
 * @param acknowledged operations that were
 * @param errors tries and operations that failed for no fault of the client, by kind
 */
public record Second(
        int second, int due, int acknowledged, double p50Ms, double p99Ms, double maxMs, Map<String, Integer> errors) {}
