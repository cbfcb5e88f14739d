package io.everswitch.node.settings;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What this node knows of the settings, and who is told when they change. Thread-safe. */
public final class SettingsBoard {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsBoard.class);

    /** Told of every change in the order of changes, one at a time; quick, since the next change waits. */
    public interface Listener {
        void changed(SettingsView view);
    }

    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private volatile SettingsView view = SettingsView.UNHEARD;

    public SettingsView view() {
        return view;
    }

    /** From the next change on, and at once if something is known already. */
    public synchronized void listen(Listener listener) {
        listeners.add(listener);
        if (view.isHeard()) {
            tell(listener, view);
        }
    }

    synchronized void show(SettingsView next) {
        if (next.equals(view)) {
            return;
        }
        view = next;
        listeners.forEach(listener -> tell(listener, next));
    }

    private static void tell(Listener listener, SettingsView view) {
        try {
            listener.changed(view);
        } catch (RuntimeException e) {
            // The others must hear of it all the same.
            LOG.error(
                    "settings version {} were not taken by {}",
                    view.version(),
                    listener.getClass().getName(),
                    e);
        }
    }
}
