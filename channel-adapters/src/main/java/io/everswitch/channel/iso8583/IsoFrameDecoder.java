package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.CorruptedFrameException;
import java.util.List;

/**
 * Cuts the stream into frames and takes their length away; a TPDU stays in front of its message. A length that no message
 * can have is the end of the connection: after it nobody knows where the next frame begins, so nothing more is read. One
 * per connection.
 */
final class IsoFrameDecoder extends ByteToMessageDecoder {
    static final int MESSAGE_MIN_BYTES = 20;
    static final int MESSAGE_MAX_BYTES = 4096;
    static final int TPDU_BYTES = 5;

    private final Framing framing;
    private boolean broken;

    IsoFrameDecoder(Framing framing) {
        this.framing = framing;
    }

    static int headerBytes(Framing framing) {
        return framing == Framing.ASCII4 ? 4 : 2;
    }

    static int tpduBytes(Framing framing) {
        return framing == Framing.BINARY2_TPDU ? TPDU_BYTES : 0;
    }

    @Override
    protected void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int header = headerBytes(framing);
        if (in.readableBytes() < header) {
            return;
        }
        int length = framing == Framing.ASCII4 ? asciiLength(in) : in.getUnsignedShort(in.readerIndex());
        int message = length - tpduBytes(framing);
        if (message < MESSAGE_MIN_BYTES || message > MESSAGE_MAX_BYTES) {
            broken = true;
            throw new CorruptedFrameException(
                    "length of a message is not " + MESSAGE_MIN_BYTES + " … " + MESSAGE_MAX_BYTES);
        }
        if (in.readableBytes() >= header + length) {
            in.skipBytes(header);
            out.add(in.readRetainedSlice(length));
        }
    }

    /** −1 if it is no number. */
    private static int asciiLength(ByteBuf in) {
        int length = 0;
        for (int i = 0; i < 4; i++) {
            int c = in.getByte(in.readerIndex() + i);
            if (c < '0' || c > '9') {
                return -1;
            }
            length = length * 10 + c - '0';
        }
        return length;
    }
}
