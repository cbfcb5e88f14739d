package io.everswitch.chaos.cli;

import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.channel.catalog.CatalogSource;
import io.everswitch.node.control.LiveCatalog;
import io.everswitch.node.control.LiveDegradations;
import io.everswitch.node.control.LiveRouting;
import io.everswitch.node.control.LiveRules;
import io.everswitch.node.control.LiveStrategy;
import io.everswitch.node.control.Preview;
import io.everswitch.node.control.RecordedDecision;
import io.everswitch.node.control.SettingsSchema;
import io.everswitch.node.control.Trial;
import io.everswitch.node.settings.SettingsRefusal.Complaint;
import io.everswitch.routing.degrade.RateShare;
import io.everswitch.routing.health.ChannelHealth;
import io.everswitch.routing.score.SuccessView;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Decides recorded requests anew, by the very classes that a node decides by, with all channels up and healthy. */
final class Replay {
    private final SettingsSchema schema;
    private final LiveRouting routing;

    Replay(Path channels) throws IOException, CatalogException {
        CatalogSource source = CatalogSource.load(channels);
        LiveCatalog live = new LiveCatalog(source);
        LiveDegradations degradations = new LiveDegradations(source.catalog());
        LiveRules rules = new LiveRules(source.catalog());
        this.schema = new SettingsSchema(Map.of(
                LiveCatalog.CHANNELS, live,
                LiveDegradations.DEGRADATIONS, degradations,
                LiveRules.RULES, rules,
                LiveStrategy.ROUTING, new LiveStrategy()));
        this.routing = new LiveRouting(
                live,
                degradations,
                rules,
                source.catalog(),
                new LiveRouting.Surroundings(
                        id -> true,
                        () -> id -> ChannelHealth.FRESH,
                        SuccessView.ALIKE,
                        () -> RateShare.WHOLE,
                        Clock.systemUTC()));
    }

    /** @throws IOException if settings would be refused; the message names each and the rule */
    Preview of(List<RecordedDecision> decisions, Map<String, String> before, Map<String, String> after)
            throws IOException, CatalogException {
        check(before);
        check(after);
        return routing.replay(decisions, before, after);
    }

    /** What the recorded payments would have come to by some settings. */
    Trial.Sum trial(Trial.Plan plan, Map<String, String> settings) throws IOException, CatalogException {
        check(settings);
        return routing.trial(plan, settings);
    }

    private void check(Map<String, String> settings) throws IOException {
        List<Complaint> complaints = schema.check(settings, settings.keySet());
        if (!complaints.isEmpty()) {
            throw new IOException(String.join(
                    "; ",
                    complaints.stream()
                            .map(each -> each.path() + " " + each.rule())
                            .toList()));
        }
    }
}
