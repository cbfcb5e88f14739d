package io.everswitch.chaos.bank;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BooksTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path directory;

    @SuppressWarnings("NullAway.Init")
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("books.jsonl");
    }

    private Books open() throws IOException {
        return Books.open(file, Clock.systemUTC());
    }

    private static BookOrder order(String reference, long amount) {
        return new BookOrder("c", reference, amount, "CNY");
    }

    private static String ask(Consumer<Consumer<BookAnswer>> request) {
        CompletableFuture<BookAnswer> answer = new CompletableFuture<>();
        request.accept(answer::complete);
        return answer.orTimeout(10, TimeUnit.SECONDS).join().code();
    }

    private List<BookLine> lines() throws IOException {
        return Files.readAllLines(file).stream().map(BookLine::parse).toList();
    }

    @Test
    void reopened_remembersEverything() throws Exception {
        try (Books books = open()) {
            assertEquals("00", ask(then -> books.charge(order("A1", 1000), "00", then)));
            assertEquals("51", ask(then -> books.charge(order("A2", 1051), "51", then)));
            assertEquals("00", ask(then -> books.charge(order("A3", 300), "00", then)));
            assertEquals("00", ask(then -> books.reverse(order("A3", 300), then)));
            assertEquals("25", ask(then -> books.reverse(order("A4", 400), then)));
            assertEquals("00", ask(then -> books.refund(order("R1", 600), "A1", then)));
            assertEquals("57", ask(then -> books.refund(order("R2", 600), "A1", then)));
        }
        try (Books books = open()) {
            for (String reference : List.of("A1", "A2", "A3", "A4", "R1")) {
                assertEquals("94", ask(then -> books.charge(order(reference, 1), "00", then)), reference);
            }
            assertEquals("51", ask(then -> books.query("c", "A2", then)));
            assertEquals("25", ask(then -> books.query("c", "A4", then)));
            assertEquals("00", ask(then -> books.reverse(order("A3", 300), then)));
            assertEquals("00", ask(then -> books.refund(order("R1", 600), "A1", then)));
            assertEquals("57", ask(then -> books.refund(order("R2", 600), "A1", then)));
            assertEquals("57", ask(then -> books.refund(order("R3", 401), "A1", then)));
            assertEquals("00", ask(then -> books.refund(order("R4", 400), "A1", then)));
            assertEquals("00", ask(then -> books.charge(order("A5", 1), "00", then)));
        }
        List<String> references = lines().stream()
                .map(BookLine::bankReference)
                .filter(text -> !text.isEmpty())
                .toList();
        assertEquals(references.size(), new HashSet<>(references).size());
    }

    @Test
    void unfinishedLastLine_isCutOff() throws Exception {
        try (Books books = open()) {
            ask(then -> books.charge(order("A1", 1000), "00", then));
        }
        long size = Files.size(file);
        Files.writeString(file, "{\"channel\":\"c\",\"kind\":\"charge\",\"refer", StandardOpenOption.APPEND);
        try (Books books = open()) {
            assertEquals(size, Files.size(file));
            assertEquals("00", ask(then -> books.charge(order("A2", 1), "00", then)));
        }
        assertEquals(2, lines().size());
    }

    @Test
    void damagedLine_isNotOpened() throws Exception {
        Files.writeString(file, "{\"channel\":\"c\",\"kind\":\"gift\"}\n", StandardCharsets.UTF_8);
        IOException damaged = assertThrows(IOException.class, this::open);
        assertTrue(String.valueOf(damaged.getMessage()).contains("line 1"));
    }

    @Test
    void answer_isGiven_onlyAfterTheLineIsInTheFile() throws Exception {
        AtomicInteger early = new AtomicInteger();
        int count = 2_000;
        CountDownLatch all = new CountDownLatch(count);
        try (Books books = open()) {
            for (int i = 0; i < count; i++) {
                String reference = "A" + i;
                books.charge(order(reference, 1000), "00", answer -> {
                    try {
                        if (!Files.readString(file).contains("\"" + reference + "\"")) {
                            early.incrementAndGet();
                        }
                    } catch (IOException e) {
                        early.incrementAndGet();
                    }
                    all.countDown();
                });
            }
            assertTrue(all.await(30, TimeUnit.SECONDS));
        }
        assertEquals(0, early.get());
    }

    @Test
    void manyThreads_sameReferences_booksStayRight() throws Exception {
        long seed = System.nanoTime();
        int threads = 4;
        Map<String, Integer> approvals = new ConcurrentHashMap<>();
        try (Books books = open()) {
            Thread[] workers = new Thread[threads];
            for (int t = 0; t < threads; t++) {
                Random random = new Random(seed + t);
                workers[t] = new Thread(() -> work(books, random, approvals));
                workers[t].start();
            }
            for (Thread worker : workers) {
                worker.join(60_000);
            }
        }
        String message = "seed " + seed;
        Map<String, Long> left = new HashMap<>();
        Set<String> charged = new HashSet<>();
        Set<String> voided = new HashSet<>();
        for (BookLine line : lines()) {
            switch (line.kind()) {
                case CHARGE -> {
                    assertTrue(charged.add(line.reference()), message);
                    assertTrue(!voided.contains(line.reference()), message);
                    left.put(line.reference(), line.amount());
                }
                case REVERSAL -> assertEquals(1000L, left.put(line.reference(), 0L), message);
                case REFUND -> assertTrue(left.merge(line.original(), -line.amount(), Long::sum) >= 0, message);
                case VOID -> voided.add(line.reference());
                case DECLINE, REFUSAL -> {}
            }
        }
        assertEquals(charged, approvals.keySet(), message);
        assertTrue(approvals.values().stream().allMatch(count -> count == 1), message);
        open().close();
    }

    @Test
    void manyThreads_sameChargesAtOnce_eachIsTakenOnce() throws Exception {
        int count = 10_000;
        int threads = 4;
        AtomicInteger approved = new AtomicInteger();
        CountDownLatch answers = new CountDownLatch(count * threads);
        try (Books books = open()) {
            for (int t = 0; t < threads; t++) {
                new Thread(() -> {
                            for (int i = 0; i < count; i++) {
                                books.charge(order("A" + i, 1000), "00", answer -> {
                                    approved.addAndGet(answer.isDone() ? 1 : 0);
                                    answers.countDown();
                                });
                            }
                        })
                        .start();
            }
            assertTrue(answers.await(30, TimeUnit.SECONDS));
        }
        assertEquals(count, approved.get());
        assertEquals(count, lines().size());
    }

    private static void work(Books books, Random random, Map<String, Integer> approvals) {
        for (int i = 0; i < 3_000; i++) {
            String reference = "A" + random.nextInt(1_000);
            switch (random.nextInt(4)) {
                case 0, 1 -> {
                    if (ask(then -> books.charge(order(reference, 1000), "00", then))
                            .equals("00")) {
                        approvals.merge(reference, 1, Integer::sum);
                    }
                }
                case 2 -> ask(then -> books.reverse(order(reference, 1000), then));
                default -> {
                    String refund = "R" + random.nextInt(3_000);
                    ask(then -> books.refund(order(refund, 400), reference, then));
                }
            }
        }
    }

    @Test
    void table_manyReferences_keepsEachOnesFacts() {
        BookTable table = new BookTable();
        int count = 200_000;
        for (int i = 0; i < count; i++) {
            table.add("A" + i, BookState.CHARGED, i, i % 2 == 0 ? "CNY" : "USD", i % 2 == 0 ? "00" : "Z9", i);
        }
        assertEquals(count, table.size());
        for (int i = 0; i < count; i++) {
            int slot = table.find("A" + i);
            assertEquals(i, table.amount(slot));
            assertEquals(i, table.number(slot));
            assertEquals(i % 2 == 0 ? "CNY" : "USD", table.currency(slot));
            assertEquals(i % 2 == 0 ? "00" : "Z9", table.code(slot));
            table.state(slot, BookState.REVERSED);
            assertEquals(BookState.REVERSED, table.state(slot));
            assertEquals(i % 2 == 0 ? "CNY" : "USD", table.currency(slot));
        }
        assertEquals(-1, table.find("B1"));
    }

    @Test
    void bankReference_isOneToOne() {
        Random random = new Random(7);
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 100_000; i++) {
            int number = i < 50_000 ? i : random.nextInt(50_000, Integer.MAX_VALUE);
            String reference = BankReference.of(number);
            assertEquals(6, reference.length());
            assertEquals(number, BankReference.number(reference));
            seen.add(reference);
        }
        assertTrue(seen.size() > 99_990);
    }
}
