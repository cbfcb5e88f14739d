package io.everswitch.chaos.fault;

import eu.rekawek.toxiproxy.Proxy;
import eu.rekawek.toxiproxy.ToxiproxyClient;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links that a drill disturbs, each a proxy with a name, at the server that {@code TOXIPROXY_URL} names or at one of our own
 * in this process. Speaks to either through the official client alone, so that both are used alike. One thread at a time;
 * everything blocks.
 */
public final class FaultLinks implements AutoCloseable {
    /** Where a server of any make runs already. */
    public static final String URL_VARIABLE = "TOXIPROXY_URL";

    private static final Logger LOG = LoggerFactory.getLogger(FaultLinks.class);

    private final ToxiproxyClient client;
    private final URI url;
    private final @Nullable FaultProxy own;
    private final Map<String, Proxy> links = new LinkedHashMap<>();
    private final Set<String> adopted = new HashSet<>();

    private FaultLinks(URI url, @Nullable FaultProxy own) {
        this.url = url;
        this.own = own;
        int port = url.getPort() < 0 ? FaultSettings.PORT : url.getPort();
        this.client = new ToxiproxyClient(url.getScheme(), url.getHost(), port);
    }

    /**
     * @param environment looked at for {@link #URL_VARIABLE}
     * @param seed of our own server's chance; no other server knows one
     */
    public static FaultLinks open(Map<String, String> environment, long seed) throws IOException {
        String given = environment.get(URL_VARIABLE);
        if (given != null && !given.isBlank()) {
            return at(URI.create(given.strip()));
        }
        FaultProxy own = FaultProxy.start(FaultSettings.of("127.0.0.1", 0, seed));
        return new FaultLinks(URI.create("http://127.0.0.1:" + own.port()), own);
    }

    /** At a server that runs already; asks for its version, to see that it is one. */
    public static FaultLinks at(URI url) throws IOException {
        if (url.getScheme() == null || url.getHost() == null) {
            throw new IOException("not the URL of a fault proxy: " + url);
        }
        FaultLinks links = new FaultLinks(url, null);
        LOG.info("faults are made by {} at {}", links.client.version(), url);
        return links;
    }

    /** The server's API. */
    public URI url() {
        return url;
    }

    /** True: not our own server. */
    public boolean external() {
        return own == null;
    }

    /** A new link on any free port. One of that name, whoever made it, is replaced: leftovers would falsify the drill. */
    public Proxy link(String name, String upstream) throws IOException {
        String host = isLocal() ? "127.0.0.1" : "0.0.0.0";
        return link(name, host + ":0", upstream);
    }

    public Proxy link(String name, String listen, String upstream) throws IOException {
        Proxy before = client.getProxyOrNull(name);
        if (before != null) {
            before.delete();
        }
        Proxy made = client.createProxy(name, listen, upstream);
        links.put(name, made);
        return made;
    }

    /** Every link that the server has, whoever made it, may be disturbed here; unlike our own they stay when this is closed. */
    public void adoptAll() throws IOException {
        for (Proxy proxy : client.getProxies()) {
            if (!links.containsKey(proxy.getName())) {
                adopted.add(proxy.getName());
            }
        }
    }

    /** A link that was made or adopted here, as it is now. */
    public Proxy get(String name) throws IOException {
        if (!links.containsKey(name) && !adopted.contains(name)) {
            throw new IllegalArgumentException("no link " + name);
        }
        return client.getProxy(name);
    }

    /** Where clients connect to a link that was made or adopted here. */
    public InetSocketAddress address(String name) throws IOException {
        String listen = get(name).getListen();
        int port = Integer.parseInt(listen.substring(listen.lastIndexOf(':') + 1));
        return new InetSocketAddress(isLocal() ? "127.0.0.1" : url.getHost(), port);
    }

    /** Undisturbed again: every link of the server is open and without toxics. */
    public void calm() throws IOException {
        client.reset();
    }

    private boolean isLocal() {
        return url.getHost().equals("localhost") || url.getHost().startsWith("127.");
    }

    /** Takes the links that were made here away, and ends our own server. */
    @Override
    public void close() throws IOException {
        try {
            for (String name : links.keySet()) {
                Proxy proxy = client.getProxyOrNull(name);
                if (proxy != null) {
                    proxy.delete();
                }
            }
            links.clear();
        } finally {
            if (own != null) {
                own.close();
            }
        }
    }
}
