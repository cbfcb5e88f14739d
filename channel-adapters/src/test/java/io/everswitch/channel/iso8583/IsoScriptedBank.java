package io.everswitch.channel.iso8583;

import io.everswitch.channel.contract.ScriptedBank;
import io.everswitch.channel.iso8583.FakeBank.Session;
import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link FakeBank} with books, for the contract suite. */
final class IsoScriptedBank implements ScriptedBank {
    private final Set<String> booked = ConcurrentHashMap.newKeySet();
    private final Set<String> everBooked = ConcurrentHashMap.newKeySet();
    private final Set<String> refunded = ConcurrentHashMap.newKeySet();
    private final Map<String, BankMessage> heldBack = new ConcurrentHashMap<>();
    private final AtomicInteger chargeRequests = new AtomicInteger();
    private volatile Script script = Script.APPROVE;
    private volatile boolean refuseRefunds;
    private FakeBank bank;

    IsoScriptedBank() throws IOException {
        bank = listen(0);
    }

    int port() {
        return bank.port();
    }

    private FakeBank listen(int port) throws IOException {
        FakeBank made = new FakeBank(Framing.BINARY2_TPDU, Form.BINARY, port);
        made.script = (session, message) -> {
            switch (message.mti()) {
                case "0200" -> charge(made, session, message);
                case "0400", "0420", "0421" -> session.send(reversed(message));
                default -> session.send(refund(message));
            }
        };
        return made;
    }

    private void charge(FakeBank on, Session session, BankMessage message) throws IOException {
        chargeRequests.incrementAndGet();
        Script now = script;
        BankMessage approval = FakeBank.approve(message);
        if (!Set.of(Script.DECLINE_FINAL, Script.DECLINE_RETRIABLE, Script.ODD_CODE)
                .contains(now)) {
            booked.add(message.tag("01"));
            everBooked.add(message.tag("01"));
        }
        switch (now) {
            case APPROVE -> session.send(approval);
            case DECLINE_FINAL -> session.send(message.answer("0210", "51"));
            case DECLINE_RETRIABLE -> session.send(message.answer("0210", "05"));
            case ODD_CODE -> session.send(message.answer("0210", "Z9"));
            case SILENT -> heldBack.put(message.tag("01"), approval);
            case TWICE -> {
                session.send(approval);
                session.send(approval);
            }
            case WRONG_AMOUNT ->
                session.send(approval.with(4, String.format("%012d", Long.parseLong(message.get(4)) - 1)));
            case GARBAGE ->
                session.sendRaw(on.frame(
                        "this is no message at all".repeat(3).getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
            case RESET_MID_ANSWER -> {
                byte[] frame = on.frame(approval.bytes(true));
                session.sendRaw(Arrays.copyOf(frame, frame.length / 2));
                session.reset();
            }
            case CLOSE_UNANSWERED -> session.socket.close();
        }
    }

    private BankMessage reversed(BankMessage message) {
        String answerMti = message.mti().equals("0400") ? "0410" : "0430";
        String reference = message.tag("01");
        String code = booked.remove(reference) ? "00" : everBooked.contains(reference) ? "94" : "25";
        return message.answer(answerMti, code);
    }

    private BankMessage refund(BankMessage message) {
        boolean done = refunded.contains(message.tag("01"));
        if (!done && refuseRefunds) {
            return message.answer("0230", "57");
        }
        refunded.add(message.tag("01"));
        return message.answer("0230", done ? "94" : "00");
    }

    @Override
    public void charges(Script next) {
        script = next;
    }

    @Override
    public void refuseRefunds(boolean refuse) {
        refuseRefunds = refuse;
    }

    @Override
    public void sayNow(String reference) {
        BankMessage answer = heldBack.remove(reference);
        if (answer == null) {
            throw new IllegalStateException("nothing held back for " + reference);
        }
        try {
            bank.session().send(answer);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    public int chargeRequests() {
        return chargeRequests.get();
    }

    @Override
    public int booked(String reference) {
        return booked.contains(reference) ? 1 : 0;
    }

    @Override
    public int refunded(String reference) {
        return refunded.contains(reference) ? 1 : 0;
    }

    @Override
    public void goDown() throws IOException {
        bank.close();
    }

    @Override
    public void comeBack() throws IOException {
        bank = listen(bank.port());
    }

    @Override
    public void close() throws IOException {
        bank.close();
        if (!bank.failures.isEmpty()) {
            throw new AssertionError("the bank could not read us", bank.failures.get(0));
        }
    }
}
