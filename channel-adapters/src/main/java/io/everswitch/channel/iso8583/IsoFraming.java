package io.everswitch.channel.iso8583;

import io.everswitch.channel.iso8583.Iso8583Settings.Framing;
import io.everswitch.channel.iso8583.Iso8583Settings.Link;
import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What stands before a message on its way out, and is checked on the way in. Immutable, thread-safe. */
final class IsoFraming {
    private static final int TPDU_ID = 0x60;

    private final Link link;
    private final IsoCodec codec;

    IsoFraming(Link link, IsoCodec codec) {
        this.link = link;
        this.codec = codec;
    }

    /** Writes a whole frame. @throws IllegalArgumentException if the message cannot be written */
    void write(IsoFields message, ByteBuf out) {
        write(message, out, null);
    }

    /** Likewise; with keys the message gets a MAC. */
    void write(IsoFields message, ByteBuf out, @Nullable MacKeys keys) {
        int header = IsoFrameDecoder.headerBytes(link.framing());
        int start = out.writerIndex();
        out.writeZero(header);
        if (link.framing() == Framing.BINARY2_TPDU) {
            out.writeByte(TPDU_ID).writeShort(link.tpduDestination()).writeShort(link.tpduOrigin());
        }
        int messageStart = out.writerIndex();
        codec.encode(message, out, keys);
        if (out.writerIndex() - messageStart > IsoFrameDecoder.MESSAGE_MAX_BYTES) {
            throw new IllegalArgumentException("message is longer than a frame may be");
        }
        int length = out.writerIndex() - start - header;
        if (link.framing() == Framing.ASCII4) {
            out.setCharSequence(start, Texts.digits(length, 4), StandardCharsets.US_ASCII);
        } else {
            out.setShort(start, length);
        }
    }

    /** Takes the TPDU away; false if it is not the one of an answer to us: ours with the two addresses swapped. */
    boolean stripTpdu(ByteBuf frame) {
        if (link.framing() != Framing.BINARY2_TPDU) {
            return true;
        }
        return frame.readUnsignedByte() == TPDU_ID
                && frame.readUnsignedShort() == link.tpduOrigin()
                && frame.readUnsignedShort() == link.tpduDestination();
    }
}
