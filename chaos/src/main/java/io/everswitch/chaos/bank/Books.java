package io.everswitch.chaos.bank;

import io.everswitch.chaos.bank.BookAnswer.Kind;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * The books of all banks: what was really done, by channel and reference, never twice. Thread-safe, never blocks. Every answer
 * is given after the line that it rests on was handed to the operating system, on the journal's thread or the caller's.
 */
final class Books implements AutoCloseable {
    private final Path path;
    private final Clock clock;
    private final BookJournal journal;
    private final Map<String, BookTable> tables = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();

    private Books(Path path, Clock clock, FileChannel file) throws IOException {
        this.path = path;
        this.clock = clock;
        BookFile.load(file, this::remember);
        this.journal = new BookJournal(file);
    }

    /** Reads what the file holds; blocks. An unfinished last line is cut off: it was never answered. */
    static Books open(Path path, Clock clock) throws IOException {
        FileChannel file = BookFile.open(path);
        try {
            return new Books(path, clock, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** @param code 00 to take the money, else what the payment is declined with */
    void charge(BookOrder order, String code, Consumer<BookAnswer> then) {
        BookTable table = table(order.channel());
        boolean approved = code.equals(Plan.APPROVED);
        synchronized (table) {
            int slot = table.find(order.reference());
            if (slot >= 0) {
                afterAll(answer(Kind.DUPLICATE, "94", table, slot), then);
                return;
            }
            int number = numbers.incrementAndGet();
            BookState state = approved ? BookState.CHARGED : BookState.DECLINED;
            BookAnswer answer = new BookAnswer(
                    approved ? Kind.DONE : Kind.REFUSED,
                    code,
                    BankReference.of(number),
                    state,
                    order.amount(),
                    order.currency());
            BookKind kind = approved ? BookKind.CHARGE : BookKind.DECLINE;
            if (write(line(kind, order, number).with("", approved ? "" : code), answer, then)) {
                table.add(order.reference(), state, order.amount(), order.currency(), code, number);
            }
        }
    }

    /** @param order with the payment's reference and whole amount */
    void reverse(BookOrder order, Consumer<BookAnswer> then) {
        BookTable table = table(order.channel());
        synchronized (table) {
            int slot = table.find(order.reference());
            if (slot < 0) {
                if (write(line(BookKind.VOID, order, 0), BookAnswer.notFound(), then)) {
                    table.add(order.reference(), BookState.VOID, order.amount(), order.currency(), "25", 0);
                }
                return;
            }
            switch (table.state(slot)) {
                case NONE, VOID, DECLINED -> afterAll(BookAnswer.notFound(), then);
                case REVERSED -> afterAll(answer(Kind.DONE, "00", table, slot), then);
                case REFUNDED, REFUND_REFUSED -> afterAll(answer(Kind.REFUSED, "12", table, slot), then);
                case CHARGED -> reverse(table, slot, order, then);
            }
        }
    }

    private void reverse(BookTable table, int slot, BookOrder order, Consumer<BookAnswer> then) {
        if (!matches(table, slot, order)) {
            afterAll(answer(Kind.REFUSED, "13", table, slot), then);
        } else if (table.refunded(slot) > 0) {
            afterAll(answer(Kind.REFUSED, "12", table, slot), then);
        } else {
            int number = numbers.incrementAndGet();
            BookAnswer done = new BookAnswer(
                    Kind.DONE,
                    Plan.APPROVED,
                    BankReference.of(number),
                    BookState.REVERSED,
                    order.amount(),
                    order.currency());
            if (write(line(BookKind.REVERSAL, order, number), done, then)) {
                table.state(slot, BookState.REVERSED);
            }
        }
    }

    /** @param original the payment's reference; the order has the refund's own */
    void refund(BookOrder order, String original, Consumer<BookAnswer> then) {
        BookTable table = table(order.channel());
        synchronized (table) {
            int slot = table.find(order.reference());
            if (slot >= 0) {
                afterAll(refundedBefore(table, slot, order), then);
                return;
            }
            int payment = table.find(original);
            String refusal = refundRefusal(table, payment, order);
            boolean done = refusal.isEmpty();
            int number = numbers.incrementAndGet();
            String code = done ? Plan.APPROVED : refusal;
            BookState state = done ? BookState.REFUNDED : BookState.REFUND_REFUSED;
            BookAnswer answer = new BookAnswer(
                    done ? Kind.DONE : Kind.REFUSED,
                    code,
                    BankReference.of(number),
                    state,
                    order.amount(),
                    order.currency());
            BookLine line = line(done ? BookKind.REFUND : BookKind.REFUSAL, order, number)
                    .with(original, refusal);
            if (write(line, answer, then)) {
                if (done) {
                    table.refund(payment, order.amount());
                }
                table.add(order.reference(), state, order.amount(), order.currency(), code, number);
            }
        }
    }

    private static BookAnswer refundedBefore(BookTable table, int slot, BookOrder order) {
        boolean same =
                table.amount(slot) == order.amount() && table.currency(slot).equals(order.currency());
        return switch (table.state(slot)) {
            case REFUNDED -> same ? answer(Kind.DONE, "00", table, slot) : answer(Kind.REFUSED, "12", table, slot);
            case REFUND_REFUSED -> answer(Kind.REFUSED, table.code(slot), table, slot);
            case NONE, CHARGED, DECLINED, REVERSED, VOID -> answer(Kind.REFUSED, "12", table, slot);
        };
    }

    /** The code of the refusal, or empty. */
    private static String refundRefusal(BookTable table, int payment, BookOrder order) {
        if (payment < 0 || !table.currency(payment).equals(order.currency())) {
            return "12";
        }
        return switch (table.state(payment)) {
            case CHARGED -> order.amount() <= table.amount(payment) - table.refunded(payment) ? "" : "57";
            case REVERSED -> "57";
            case NONE, DECLINED, VOID, REFUNDED, REFUND_REFUSED -> "12";
        };
    }

    /** What is known of a payment: {@link Kind#DONE} with its state, or not found. */
    void query(String channel, String reference, Consumer<BookAnswer> then) {
        BookTable table = table(channel);
        BookAnswer found = BookAnswer.notFound();
        synchronized (table) {
            int slot = table.find(reference);
            if (slot >= 0) {
                found = switch (table.state(slot)) {
                    case CHARGED, DECLINED, REVERSED -> answer(Kind.DONE, table.code(slot), table, slot);
                    case NONE, VOID, REFUNDED, REFUND_REFUSED -> BookAnswer.notFound();
                };
            }
        }
        afterAll(found, then);
    }

    /** Bookings and notes of a channel. */
    int size(String channel) {
        BookTable table = table(channel);
        synchronized (table) {
            return table.size();
        }
    }

    /** A reader of the ledger as it is now. */
    LedgerChunks ledger(LedgerFilter filter) throws IOException {
        return new LedgerChunks(path, journal.size(), filter);
    }

    private BookTable table(String channel) {
        return tables.computeIfAbsent(channel, id -> new BookTable());
    }

    private static boolean matches(BookTable table, int slot, BookOrder order) {
        return table.amount(slot) == order.amount() && table.currency(slot).equals(order.currency());
    }

    private static BookAnswer answer(Kind kind, String code, BookTable table, int slot) {
        String bankReference = table.number(slot) == 0 ? "" : BankReference.of(table.number(slot));
        return new BookAnswer(kind, code, bankReference, table.state(slot), table.amount(slot), table.currency(slot));
    }

    private void afterAll(BookAnswer answer, Consumer<BookAnswer> then) {
        if (!journal.afterAll(() -> then.accept(answer))) {
            then.accept(BookAnswer.BUSY);
        }
    }

    private BookLine line(BookKind kind, BookOrder order, int number) {
        return new BookLine(
                kind,
                order.channel(),
                order.reference(),
                number == 0 ? "" : BankReference.of(number),
                order.amount(),
                order.currency(),
                "",
                "",
                BookLine.time(clock.instant()));
    }

    /** False: nothing may change, and the caller was told. */
    private boolean write(BookLine line, BookAnswer answer, Consumer<BookAnswer> then) {
        boolean taken = journal.offer(line.format(), () -> then.accept(answer));
        if (!taken) {
            then.accept(BookAnswer.BUSY);
        }
        return taken;
    }

    private void remember(BookLine line) {
        BookTable table = table(line.channel());
        int number = line.bankReference().isEmpty() ? 0 : BankReference.number(line.bankReference());
        numbers.accumulateAndGet(number, Math::max);
        String code = line.code().isEmpty() ? Plan.APPROVED : line.code();
        switch (line.kind()) {
            case CHARGE -> add(table, line, BookState.CHARGED, code, number);
            case DECLINE -> add(table, line, BookState.DECLINED, code, number);
            case VOID -> add(table, line, BookState.VOID, "25", number);
            case REFUSAL -> add(table, line, BookState.REFUND_REFUSED, code, number);
            case REVERSAL -> table.state(known(table, line.reference()), BookState.REVERSED);
            case REFUND -> {
                table.refund(known(table, line.original()), line.amount());
                add(table, line, BookState.REFUNDED, code, number);
            }
        }
    }

    private static void add(BookTable table, BookLine line, BookState state, String code, int number) {
        if (table.find(line.reference()) >= 0) {
            throw new IllegalStateException("the books name a reference twice");
        }
        table.add(line.reference(), state, line.amount(), line.currency(), code, number);
    }

    private static int known(BookTable table, String reference) {
        int slot = table.find(reference);
        if (slot < 0) {
            throw new IllegalStateException("the books undo what they do not hold");
        }
        return slot;
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
