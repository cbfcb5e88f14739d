package io.everswitch.node.http;

import io.everswitch.node.settings.SettingsRefusal.Complaint;
import java.util.List;

/** Settings that are asked about, but would not do. No stack trace: it is no bug of ours. */
public final class UnfitSettings extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never serialized: it does not leave this process
    private final List<Complaint> complaints;

    public UnfitSettings(List<Complaint> complaints) {
        super("settings that would not do", null, false, false);
        this.complaints = List.copyOf(complaints);
    }

    List<Complaint> complaints() {
        return complaints;
    }
}
