package io.everswitch.chaos.bank;

import io.everswitch.chaos.bank.IsoWire.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Cuts a connection's bytes into frames; a wrong length ends the connection. Lives on the connection's event loop. */
final class IsoFraming extends ByteToMessageDecoder {
    static final int MESSAGE_MIN_BYTES = 20;
    static final int MESSAGE_MAX_BYTES = 4096;
    private static final int TPDU_BYTES = 5;
    private static final byte TPDU_FIRST = 0x60;

    private final Framing framing;
    private final ChannelDesk desk;

    IsoFraming(Framing framing, ChannelDesk desk) {
        this.framing = framing;
        this.desk = desk;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int header = framing == Framing.ASCII4 ? 4 : 2;
        if (in.readableBytes() < header) {
            return;
        }
        int before = framing == Framing.BINARY2_TPDU ? TPDU_BYTES : 0;
        int length = framing == Framing.ASCII4 ? asciiLength(in) : in.getUnsignedShort(in.readerIndex());
        if (length < MESSAGE_MIN_BYTES + before || length > MESSAGE_MAX_BYTES + before) {
            fail(context, in);
            return;
        }
        if (in.readableBytes() < header + length) {
            return;
        }
        in.skipBytes(header);
        byte[] tpdu = new byte[before];
        byte[] message = new byte[length - before];
        in.readBytes(tpdu).readBytes(message);
        if (before > 0 && tpdu[0] != TPDU_FIRST) {
            fail(context, in);
        } else {
            out.add(new IsoFrame(tpdu, message));
        }
    }

    private void fail(ChannelHandlerContext context, ByteBuf in) {
        desk.count(Counter.PROTOCOL_ERRORS);
        in.skipBytes(in.readableBytes());
        var unused = context.close();
    }

    /** −1 if these are not digits. */
    private static int asciiLength(ByteBuf in) {
        int length = 0;
        for (int i = 0; i < 4; i++) {
            int digit = in.getByte(in.readerIndex() + i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            length = length * 10 + digit;
        }
        return length;
    }

    /** A whole frame as bytes. */
    static ByteBuf write(Framing framing, IsoFrame frame) {
        int length = frame.tpdu().length + frame.message().length;
        byte[] header = framing == Framing.ASCII4
                ? ("0".repeat(4 - Integer.toString(length).length()) + length).getBytes(StandardCharsets.US_ASCII)
                : new byte[] {(byte) (length >> 8), (byte) length};
        return Unpooled.wrappedBuffer(header, frame.tpdu(), frame.message());
    }
}
