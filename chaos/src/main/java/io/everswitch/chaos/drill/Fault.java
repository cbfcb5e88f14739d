package io.everswitch.chaos.drill;

import java.util.Locale;

/**
 * One step of a schedule.
 *
 * @param at seconds after the load's begin
 * @param lasts seconds until it is undone; 0: it is not undone
 * @param target a process, a link, or all
 * @param value what the action needs besides; else empty
 */
public record Fault(double at, double lasts, Action action, String target, String value) {
    static Fault of(double at, double lasts, Action action, String target) {
        return new Fault(at, lasts, action, target, "");
    }

    String title() {
        String what = action.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return target.isEmpty() ? what : what + ' ' + target;
    }
}
