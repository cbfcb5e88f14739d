package io.everswitch.journal.plugin;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.NotSerializableException;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** The shelf's events as text; refuses the text "poison". */
public final class AddedSerializer extends SerializerWithStringManifest {

    @Override
    public int identifier() {
        return 770_001;
    }

    @Override
    public String manifest(Object event) {
        return "added-1";
    }

    @Override
    public byte[] toBinary(Object event) {
        Shelf.Added added = (Shelf.Added) event;
        if (added.text().equals("poison")) {
            throw new IllegalArgumentException("cannot write poison, says the serializer, and quotes it");
        }
        return (added.dueMs() + " " + added.text()).getBytes(UTF_8);
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        if (!manifest.equals("added-1")) {
            throw new NotSerializableException(manifest);
        }
        String text = new String(bytes, UTF_8);
        int space = text.indexOf(' ');
        return new Shelf.Added(text.substring(space + 1), Long.parseLong(text.substring(0, space)));
    }
}
