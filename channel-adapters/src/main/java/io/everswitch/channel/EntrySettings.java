package io.everswitch.channel;

import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.channel.catalog.IsoSection;
import io.everswitch.channel.iso8583.Iso8583Settings;
import io.everswitch.channel.support.CodeMap;

/** Turns an ISO 8583 entry of the catalog into the settings of its family. Stateless. */
final class EntrySettings {
    private EntrySettings() {}

    private static CodeMap codes(ChannelEntry entry) {
        return CodeMap.iso8583().with(entry.codeOverrides());
    }

    static Iso8583Settings iso8583(ChannelEntry entry) {
        IsoSection iso = entry.requireIso();
        Iso8583Settings.Framing framing = switch (iso.framing()) {
            case BINARY2 -> Iso8583Settings.Framing.BINARY2;
            case BINARY2_TPDU -> Iso8583Settings.Framing.BINARY2_TPDU;
            case ASCII4 -> Iso8583Settings.Framing.ASCII4;
        };
        Iso8583Settings.Form form = switch (iso.form()) {
            case ASCII -> Iso8583Settings.Form.ASCII;
            case BINARY -> Iso8583Settings.Form.BINARY;
        };
        return new Iso8583Settings(
                entry.profile(),
                new Iso8583Settings.Link(
                        iso.host(),
                        iso.port(),
                        framing,
                        form,
                        iso.tpduDestination(),
                        iso.tpduOrigin(),
                        iso.connections()),
                new Iso8583Settings.Identity(iso.terminal(), iso.merchant(), iso.acquirer(), iso.merchantCategory()),
                new Iso8583Settings.Timing(
                        entry.connectTimeoutMs(), iso.echoIntervalMs(), iso.reconnectMinMs(), iso.reconnectMaxMs()),
                entry.inFlightMax(),
                codes(entry),
                entry.realBank());
    }
}
