package io.everswitch.chaos.fault;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** All proxies, and what the API may do with them. Control thread only; may block. */
final class Registry {
    private final Map<String, NamedProxy> proxies = new TreeMap<>();
    private final FaultIo io;
    private long toxicsEver;

    Registry(FaultIo io) {
        this.io = io;
    }

    /** By name, in order. */
    Collection<NamedProxy> all() {
        return proxies.values();
    }

    NamedProxy get(String name) throws ApiError {
        NamedProxy proxy = proxies.get(name);
        if (proxy == null) {
            throw ApiError.noProxy();
        }
        return proxy;
    }

    NamedProxy create(Body body) throws ApiError {
        Wanted wanted = Wanted.of(body);
        wanted.check("");
        if (proxies.containsKey(wanted.name())) {
            throw new ApiError(409, "proxy already exists");
        }
        return open(wanted);
    }

    private NamedProxy open(Wanted wanted) throws ApiError {
        NamedProxy proxy = new NamedProxy(wanted.name(), wanted.listen(), wanted.upstream(), io);
        if (wanted.enabled()) {
            proxy.start();
        }
        proxies.put(wanted.name(), proxy);
        return proxy;
    }

    NamedProxy update(String name, Body body) throws ApiError {
        NamedProxy proxy = get(name);
        proxy.update(
                body.text("listen", proxy.listen()),
                body.text("upstream", proxy.upstream()),
                body.flag("enabled", proxy.enabled()));
        return proxy;
    }

    void delete(String name) throws ApiError {
        get(name).stop();
        proxies.remove(name);
    }

    /** Opens all, and takes all toxics away. */
    void reset() throws ApiError {
        for (NamedProxy proxy : proxies.values()) {
            proxy.start();
            proxy.links().toxics().forEach(proxy.links()::remove);
        }
    }

    /** Nothing is made if a field is missing anywhere; else what was made before the error stays. */
    void populate(List<Body> bodies, List<NamedProxy> made) throws ApiError {
        List<Wanted> all = new ArrayList<>();
        for (Body body : bodies) {
            all.add(Wanted.of(body));
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).check(" at proxy " + (i + 1));
        }
        for (Wanted wanted : all) {
            NamedProxy existing = proxies.get(wanted.name());
            if (existing != null && !existing.differs(wanted.listen(), wanted.upstream())) {
                made.add(existing);
            } else {
                if (existing != null) {
                    existing.stop();
                }
                made.add(open(wanted));
            }
        }
    }

    Toxic toxic(String proxy, String name) throws ApiError {
        return found(get(proxy).links().find(name));
    }

    private static Toxic found(@Nullable Toxic toxic) throws ApiError {
        if (toxic == null) {
            throw ApiError.noToxic();
        }
        return toxic;
    }

    Toxic addToxic(NamedProxy proxy, Body body) throws ApiError {
        String stream = body.text("stream", "downstream");
        String type = body.text("type", "");
        String given = body.text("name", "");
        float toxicity = body.decimal("toxicity", 1);
        Body attributes = body.inner("attributes");
        Direction direction = Direction.parse(stream);
        if (direction == null) {
            throw new ApiError(400, "stream was invalid, can be either upstream or downstream");
        }
        ToxicKind kind = ToxicKind.parse(type);
        if (kind == null) {
            throw new ApiError(400, "invalid toxic type");
        }
        String name = given.isEmpty() ? type + "_" + stream : given;
        if (proxy.links().find(name) != null) {
            throw new ApiError(409, "toxic already exists");
        }
        Toxic.Label label = new Toxic.Label(name, stream, direction);
        Toxic toxic = new Toxic(++toxicsEver, label, kind, toxicity, attributes(kind, attributes, Map.of()));
        proxy.links().add(toxic);
        return toxic;
    }

    Toxic updateToxic(NamedProxy proxy, String name, Body body) throws ApiError {
        Toxic old = found(proxy.links().find(name));
        Toxic changed = old.with(
                body.decimal("toxicity", old.toxicity()),
                attributes(old.kind(), body.inner("attributes"), old.attributes()));
        proxy.links().update(changed);
        return changed;
    }

    private static Map<String, Long> attributes(ToxicKind kind, Body body, Map<String, Long> before) throws ApiError {
        Map<String, Long> all = new LinkedHashMap<>();
        for (String name : kind.attributes()) {
            all.put(name, body.whole(name, before.getOrDefault(name, 0L)));
        }
        return all;
    }

    void removeToxic(NamedProxy proxy, String name) throws ApiError {
        proxy.links().remove(found(proxy.links().find(name)));
    }

    void closeAll() {
        proxies.values().forEach(NamedProxy::stop);
    }
}
