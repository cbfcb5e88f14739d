package io.everswitch.chaos.shop;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The newest orders, in memory. Thread-safe. */
final class Orders {
    /** People order by hand; more than that are of a long-running demo's past. */
    private static final int MAX = 10_000;

    private static final int ID_BYTES = 8;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Order> orders = new LinkedHashMap<>();

    synchronized Order create(Product product) {
        byte[] id = new byte[ID_BYTES];
        random.nextBytes(id);
        Order order = Order.of("shop-" + HexFormat.of().formatHex(id), product);
        if (orders.size() >= MAX) {
            orders.remove(orders.keySet().iterator().next());
        }
        orders.put(order.id(), order);
        return order;
    }

    synchronized Optional<Order> find(String id) {
        return Optional.ofNullable(orders.get(id));
    }

    synchronized void paidBy(String id, String payment) {
        orders.computeIfPresent(id, (key, order) -> order.paidBy(payment));
    }

    synchronized void told(String id, String status, long sequence) {
        orders.computeIfPresent(id, (key, order) -> order.told(status, sequence));
    }
}
