package io.everswitch.chaos.bank;

import io.everswitch.channel.catalog.CatalogException;
import io.everswitch.channel.catalog.ChannelCatalog;
import io.everswitch.channel.catalog.ChannelEntry;
import io.everswitch.channel.catalog.HttpSection;
import io.everswitch.channel.catalog.IsoExtras;
import io.everswitch.channel.catalog.IsoSection;
import io.everswitch.channel.catalog.SecretRef;
import io.everswitch.channel.form.FormSection;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The channels of a catalog, as the simulator plays them. */
public final class CatalogChannels {
    private CatalogChannels() {}

    /**
     * Blocking, at start only.
     *
     * @param environment where secrets may be
     */
    public static List<SimulatedChannel> load(Path file, Map<String, String> environment)
            throws IOException, CatalogException {
        return ChannelCatalog.load(file).channels().stream()
                .map(entry -> channel(entry, environment))
                .toList();
    }

    private static SimulatedChannel channel(ChannelEntry entry, Map<String, String> environment) {
        return switch (entry.protocol()) {
            case ISO8583 -> iso(entry.id().value(), entry.requireIso(), environment);
            case HTTP_JSON -> http(entry, HttpWire.Family.HTTP_JSON, environment);
            case ISO20022 -> http(entry, HttpWire.Family.ISO20022, environment);
            case FORM_POST -> form(entry, environment);
        };
    }

    private static SimulatedChannel iso(String id, IsoSection iso, Map<String, String> environment) {
        IsoWire.Framing framing = switch (iso.framing()) {
            case BINARY2 -> IsoWire.Framing.BINARY2;
            case BINARY2_TPDU -> IsoWire.Framing.BINARY2_TPDU;
            case ASCII4 -> IsoWire.Framing.ASCII4;
        };
        IsoWire.Form form = switch (iso.form()) {
            case ASCII -> IsoWire.Form.ASCII;
            case BINARY -> IsoWire.Form.BINARY;
        };
        return new SimulatedChannel(
                id,
                iso.host(),
                iso.port(),
                new IsoWire(framing, form, security(iso.extras(), environment), ports(iso)),
                null);
    }

    /** The simulator plays all hosts on the first one's address. */
    private static List<Integer> ports(IsoSection iso) {
        return iso.extras().standbyPorts();
    }

    private static @Nullable IsoSecurity security(IsoExtras extras, Map<String, String> environment) {
        IsoExtras.Mac mac = extras.mac();
        if (mac == null) {
            return null;
        }
        IsoWire.Mac algorithm = switch (mac.algorithmCode()) {
            case "retail" -> IsoWire.Mac.RETAIL;
            case "aes_cmac" -> IsoWire.Mac.AES_CMAC;
            case "hmac_sha256_64" -> IsoWire.Mac.HMAC_SHA256_64;
            default -> throw new IllegalArgumentException("no such MAC: " + mac.algorithmCode());
        };
        IsoExtras.Exchange exchange = extras.exchange();
        if (exchange == null) {
            return new IsoSecurity(algorithm, text(mac.key(), environment));
        }
        BankKeyBox box = new BankKeyBox(
                exchange.wrapCode().equals("tdes_ecb"), exchange.field(), text(exchange.key(), environment));
        return new IsoSecurity(algorithm, text(mac.key(), environment), box, exchange.overlapMs());
    }

    private static String text(SecretRef key, Map<String, String> environment) {
        return new String(key.resolve(environment), StandardCharsets.US_ASCII);
    }

    private static SimulatedChannel http(ChannelEntry entry, HttpWire.Family family, Map<String, String> environment) {
        HttpSection http = entry.requireHttp();
        byte[] secret = http.secret().resolve(environment);
        return web(entry, base -> new HttpWire(family, base.getPath(), secret));
    }

    private static SimulatedChannel form(ChannelEntry entry, Map<String, String> environment) {
        FormWire form;
        try {
            form = new FormWire(entry.require(FormSection.class), environment);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("channel " + entry.id() + ": " + e.getMessage(), e);
        }
        return web(entry, base -> HttpWire.of(base.getPath(), form));
    }

    private static SimulatedChannel web(ChannelEntry entry, Function<URI, HttpWire> wire) {
        String id = entry.id().value();
        URI base = URI.create(entry.requireHttp().baseUrl());
        if (!"http".equals(base.getScheme())) {
            throw new IllegalArgumentException("channel " + id + ": the bank simulator speaks http only");
        }
        int port = base.getPort() < 0 ? 80 : base.getPort();
        return new SimulatedChannel(id, base.getHost(), port, null, wire.apply(base));
    }
}
