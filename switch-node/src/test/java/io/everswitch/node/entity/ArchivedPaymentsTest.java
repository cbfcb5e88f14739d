package io.everswitch.node.entity;

import static io.everswitch.node.entity.SwitchUnderTest.within;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.payment.Payment;
import io.everswitch.domain.payment.PaymentStatus;
import io.everswitch.journal.archive.CassandraProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Payments that the journal has forgotten, found and read in a real Cassandra. */
final class ArchivedPaymentsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final CassandraProcess cassandra = CassandraProcess.get();

    private static List<PaymentId> ids(PaymentPage page) {
        return page.payments().stream().map(Payment::id).toList();
    }

    @Test
    void list_olderThanRetention_comesFromTheArchiveOrEndsBeforeIt(@TempDir Path dir) throws IOException {
        String keyspace = "k" + Long.toHexString(System.nanoTime());
        Path cells = Files.writeString(dir.resolve("cells.conf"), "cells = [" + cassandra.cell(5, 1, keyspace) + "]");
        try (SwitchUnderTest node = new SwitchUnderTest(dir)) {
            node.start("""
                    everswitch.journal {
                      working-set.retention = 8s
                      archive {
                        cells-file = "%s"
                        create-schema = on
                        after = 100ms
                        probe-every = 200ms
                        sick-at-least = 200ms
                        request-timeout = 2s
                        read-deadline = 2s
                        forget-every = 200ms
                      }
                    }
                    """.formatted(cells));
            MerchantId merchant = new MerchantId("m-archived");
            PaymentId first = node.succeeded(merchant, "o-1");
            PaymentId second = node.succeeded(merchant, "o-2");
            assertEquals(5, first.cell(), "new payments name a cell of the file");
            await("forgotten")
                    .atMost(PATIENCE)
                    .until(() -> node.journal().archiveStatus().forgotten() == 2);
            assertEquals(
                    Optional.empty(),
                    within(node.journal().lookup("orders", "m-archived/o-1")),
                    "the index forgets with the payment");
            PaymentId third = node.confirmed(merchant, "o-3");

            assertEquals(
                    List.of(third, second, first), ids(within(node.payments().list(merchant, null, 10, null))));
            assertEquals(List.of(third, second), ids(within(node.payments().list(merchant, null, 2, null))));
            assertEquals(List.of(first), ids(within(node.payments().list(merchant, null, 10, second))));
            assertEquals(
                    List.of(second, first),
                    ids(within(node.payments().list(merchant, PaymentStatus.SUCCEEDED, 10, null))));
            assertEquals(List.of(), ids(within(node.payments().list(merchant, PaymentStatus.FAILED, 10, null))));
            assertEquals(Optional.of(first), within(node.payments().findByOrder(merchant, "o-1")));
            assertEquals(Optional.empty(), within(node.payments().findByOrder(merchant, "o-9")));

            cassandra.pause();
            try {
                await("sick")
                        .atMost(PATIENCE)
                        .until(() -> !node.journal().archiveStatus().healthy());
                // Young when it is listed: the third one may be older than retention by now.
                PaymentId fourth =
                        SwitchUnderTest.payment(node.create(merchant, "o-4")).id();
                assertEquals(List.of(fourth), ids(within(node.payments().list(merchant, null, 1, null))));
                PaymentPage young = within(node.payments().list(merchant, null, 10, null));
                assertTrue(young.archiveAway());
                assertEquals(fourth, young.payments().get(0).id(), "what is young is shown");
                assertFalse(ids(young).contains(second), "and nothing behind the gap");
                List<PaymentId> open =
                        ids(within(node.payments().list(merchant, PaymentStatus.REQUIRES_PAYMENT_METHOD, 10, null)));
                assertEquals(List.of(fourth), open, "what is open is here, whatever the archive does");
                PaymentsUnavailable refused = assertThrows(
                        PaymentsUnavailable.class, () -> within(node.payments().list(merchant, null, 10, second)));
                assertTrue(refused.nothingDone());
                PaymentsUnavailable unknown = assertThrows(
                        PaymentsUnavailable.class, () -> within(node.payments().findByOrder(merchant, "o-9")));
                assertTrue(unknown.nothingDone());
            } finally {
                cassandra.goOn();
            }
        }
    }
}
