package io.everswitch.chaos.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Asks whether a Cassandra answers CQL, with frames of protocol version 4: an open port alone says nothing, because the server
 * listens before it serves. Blocks, some seconds at most.
 */
final class CqlProbe {
    private static final int TIMEOUT_MS = 2_000;
    private static final byte STARTUP = 0x01;
    private static final byte READY = 0x02;
    private static final byte AUTHENTICATE = 0x03;

    private CqlProbe() {}

    static boolean answers(URI at) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(at.getHost(), at.getPort()), TIMEOUT_MS);
            socket.setSoTimeout(TIMEOUT_MS);
            OutputStream out = socket.getOutputStream();
            out.write(startup());
            out.flush();
            DataInputStream in = new DataInputStream(socket.getInputStream());
            byte[] header = new byte[9];
            in.readFully(header);
            return header[4] == READY || header[4] == AUTHENTICATE;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static byte[] startup() {
        byte[] name = "CQL_VERSION".getBytes(StandardCharsets.US_ASCII);
        byte[] value = "3.0.0".getBytes(StandardCharsets.US_ASCII);
        ByteBuffer frame = ByteBuffer.allocate(9 + 2 + 2 + name.length + 2 + value.length);
        frame.put((byte) 0x04).put((byte) 0).putShort((short) 0).put(STARTUP).putInt(frame.capacity() - 9);
        frame.putShort((short) 1);
        frame.putShort((short) name.length).put(name);
        frame.putShort((short) value.length).put(value);
        return frame.array();
    }
}
