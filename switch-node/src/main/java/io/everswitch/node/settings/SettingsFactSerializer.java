package io.everswitch.node.settings;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.everswitch.node.facts.FactFormat;
import java.io.IOException;
import java.io.NotSerializableException;
import java.util.Map;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** The settings' facts in the journal, as CBOR. A manifest or shape that cannot be read stops their recovery. Thread-safe. */
public final class SettingsFactSerializer extends SerializerWithStringManifest {
    /** Stored with each fact, so it never changes. */
    private static final int ID = 861_100_04;

    /** A name never changes its meaning; a fact that changes its shape gets the next number. */
    private static final Map<String, Class<? extends SettingsFact>> KINDS = Map.of(
            "settings-changed.1", SettingsFact.Changed.class,
            "settings-proposed.1", SettingsFact.Proposed.class,
            "settings-rejected.1", SettingsFact.Rejected.class);

    private final ObjectMapper mapper = FactFormat.builder().build();

    @Override
    public int identifier() {
        return ID;
    }

    @Override
    public String manifest(Object value) {
        Class<?> kind = ((JournaledChange) value).fact().getClass();
        return KINDS.entrySet().stream()
                .filter(entry -> entry.getValue().equals(kind))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public byte[] toBinary(Object value) {
        try {
            return mapper.writeValueAsBytes(((JournaledChange) value).fact());
        } catch (IOException e) {
            throw new IllegalStateException("fact cannot be written: " + manifest(value), e);
        }
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) throws NotSerializableException {
        Class<? extends SettingsFact> kind = KINDS.get(manifest);
        if (kind == null) {
            throw new NotSerializableException("unknown fact manifest: " + manifest);
        }
        try {
            return new JournaledChange(mapper.readValue(bytes, kind));
        } catch (IOException e) {
            throw new NotSerializableException(
                    manifest + " cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
