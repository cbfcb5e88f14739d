package io.everswitch.channel;

import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.channel.catalog.HttpSection;
import io.everswitch.channel.catalog.IsoSection;
import io.everswitch.channel.catalog.PartiesSection;
import io.everswitch.channel.http.Signature;
import io.everswitch.channel.httpjson.HttpJsonSettings;
import io.everswitch.channel.iso20022.Iso20022Settings;
import io.everswitch.channel.iso20022.Parties;
import io.everswitch.channel.iso8583.Iso8583Settings;
import io.everswitch.channel.support.CodeMap;

/** Turns an entry of the catalog into the settings of its family. Stateless. */
final class EntrySettings {
    private EntrySettings() {}

    /** ISO 8583 and HTTP JSON speak the codes of ISO 8583 field 39. */
    private static CodeMap codes(ChannelEntry entry) {
        return CodeMap.iso8583().with(entry.codeOverrides());
    }

    static HttpJsonSettings httpJson(ChannelEntry entry, AdapterSettings settings) {
        HttpSection http = entry.requireHttp();
        return new HttpJsonSettings(
                entry.profile(),
                http.baseUrl(),
                new Signature(http.secret().resolve(settings.environment())),
                settings.callbackBaseUrl() + "/callbacks/" + entry.id(),
                codes(entry),
                entry.connectTimeoutMs(),
                entry.inFlightMax(),
                entry.realBank());
    }

    static Iso20022Settings iso20022(ChannelEntry entry, AdapterSettings settings) {
        HttpSection http = entry.requireHttp();
        PartiesSection parties = entry.requireParties();
        return new Iso20022Settings(
                entry.profile(),
                new Parties(parties.houseBic(), parties.bankBic(), parties.creditorName(), parties.creditorAccount()),
                http.baseUrl(),
                new Signature(http.secret().resolve(settings.environment())),
                settings.callbackBaseUrl() + "/callbacks/" + entry.id(),
                Iso20022Settings.codes(entry.codeOverrides()),
                entry.connectTimeoutMs(),
                entry.inFlightMax(),
                entry.realBank());
    }

    static Iso8583Settings iso8583(ChannelEntry entry, AdapterSettings settings) {
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
                entry.realBank(),
                iso.extras().options(settings.environment()));
    }
}
