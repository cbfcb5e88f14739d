package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.Iso8583Settings.Form;
import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A bank on plain sockets that does what its script says. One thread per connection; ends with {@link #close}. */
final class FakeBank implements AutoCloseable {
    static final int OUR_ADDRESS = 0x0102;
    static final int SWITCH_ADDRESS = 0x0A0B;

    /** What the bank does with a message. */
    interface Script {
        void on(Session session, BankMessage message) throws IOException;
    }

    /** One connection of the switch. */
    final class Session {
        final Socket socket;

        Session(Socket socket) {
            this.socket = socket;
        }

        void send(BankMessage message) throws IOException {
            sendRaw(frame(message.bytes(form == Form.BINARY)));
        }

        synchronized void sendRaw(byte[] bytes) throws IOException {
            socket.getOutputStream().write(bytes);
            socket.getOutputStream().flush();
        }

        void reset() throws IOException {
            socket.setSoLinger(true, 0);
            socket.close();
        }
    }

    final BlockingQueue<BankMessage> received = new LinkedBlockingQueue<>();
    final List<Session> sessions = new CopyOnWriteArrayList<>();
    final List<Throwable> failures = new CopyOnWriteArrayList<>();
    volatile Script network = (session, message) -> session.send(message.answer("0810", "00"));
    volatile Script script = (session, message) -> session.send(approve(message));
    private final Framing framing;
    private final Form form;
    private final ServerSocket server;

    FakeBank(Framing framing, Form form) throws IOException {
        this(framing, form, 0);
    }

    FakeBank(Framing framing, Form form, int port) throws IOException {
        this.framing = framing;
        this.form = form;
        this.server = new ServerSocket();
        server.setReuseAddress(true);
        // Small, so that a bank that stops reading is noticed soon.
        server.setReceiveBufferSize(8_192);
        server.bind(new java.net.InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        Thread acceptor = new Thread(this::accept, "fake-bank-accept");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    int port() {
        return server.getLocalPort();
    }

    static BankMessage approve(BankMessage request) {
        return switch (request.mti()) {
            case "0200" ->
                request.answer("0210", "00").with(38, "AP" + request.get(11).substring(2));
            case "0400" -> request.answer("0410", "00");
            case "0420", "0421", "0220", "0221" ->
                request.answer(request.mti().startsWith("042") ? "0430" : "0230", "00");
            default -> throw new IllegalArgumentException("unexpected " + request.mti());
        };
    }

    /** The next message that is no network message. */
    BankMessage next() throws InterruptedException {
        BankMessage message = received.poll(5, TimeUnit.SECONDS);
        if (message == null) {
            throw new AssertionError("the bank got nothing within 5 s");
        }
        return message;
    }

    Session session() {
        return sessions.get(sessions.size() - 1);
    }

    byte[] frame(byte[] message) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int tpdu = framing == Framing.BINARY2_TPDU ? 5 : 0;
        int length = message.length + tpdu;
        if (framing == Framing.ASCII4) {
            out.writeBytes(String.format("%04d", length).getBytes(StandardCharsets.US_ASCII));
        } else {
            out.write(length >> 8);
            out.write(length);
        }
        if (tpdu > 0) {
            // Answers swap: the destination is the switch.
            out.writeBytes(
                    new byte[] {0x60, SWITCH_ADDRESS >> 8, SWITCH_ADDRESS & 0xFF, OUR_ADDRESS >> 8, OUR_ADDRESS & 0xFF
                    });
        }
        out.writeBytes(message);
        return out.toByteArray();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                Session session = new Session(socket);
                sessions.add(session);
                Thread reader = new Thread(() -> read(session), "fake-bank-read");
                reader.setDaemon(true);
                reader.start();
            }
        } catch (IOException e) {
            if (!server.isClosed()) {
                failures.add(e);
            }
        }
    }

    private void read(Session session) {
        try (DataInputStream in = new DataInputStream(session.socket.getInputStream())) {
            while (true) {
                int length;
                if (framing == Framing.ASCII4) {
                    length = Integer.parseInt(new String(in.readNBytes(4), StandardCharsets.US_ASCII));
                } else {
                    length = in.readUnsignedShort();
                }
                if (framing == Framing.BINARY2_TPDU) {
                    byte[] tpdu = in.readNBytes(5);
                    byte[] wanted = {
                        0x60, OUR_ADDRESS >> 8, OUR_ADDRESS & 0xFF, SWITCH_ADDRESS >> 8, SWITCH_ADDRESS & 0xFF
                    };
                    if (!java.util.Arrays.equals(tpdu, wanted)) {
                        throw new IllegalArgumentException("wrong TPDU");
                    }
                    length -= 5;
                }
                byte[] bytes = new byte[length];
                in.readFully(bytes);
                BankMessage message = BankMessage.parse(bytes, form == Form.BINARY);
                if (message.mti().equals("0800")) {
                    network.on(session, message);
                } else {
                    received.add(message);
                    script.on(session, message);
                }
            }
        } catch (EOFException | SocketException e) {
            // The switch hung up, or the test did.
        } catch (NumberFormatException e) {
            // An empty length: the switch hung up between two frames.
        } catch (IOException | RuntimeException e) {
            failures.add(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Session session : sessions) {
            session.socket.close();
        }
    }
}
