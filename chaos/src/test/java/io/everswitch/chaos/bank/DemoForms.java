package io.everswitch.chaos.bank;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.everswitch.channel.catalog.SecretRef;
import io.everswitch.channel.form.FormSection;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** The demo's keys of the form family, as its catalog has them. */
public final class DemoForms {
    private DemoForms() {}

    private static JsonNode form(String profile) {
        try {
            return new YAMLMapper()
                    .readTree(Path.of("demo", "channels.yaml").toFile())
                    .path("profiles")
                    .path(profile)
                    .path("form");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param profile {@code form-rsa} or {@code form-sm2} */
    static FormSection section(String profile) {
        JsonNode form = form(profile);
        return new FormSection(
                form.path("merchant").asText(),
                FormSection.Sign.valueOf(form.path("sign").asText().toUpperCase(Locale.ROOT)),
                form.path("key_id").asText(),
                SecretRef.of(form.path("private_key").asText()),
                form.path("bank_key_id").asText(),
                SecretRef.of(form.path("bank_key").asText()));
    }

    /** The section as a flow mapping of a catalog. */
    public static String yaml(String profile) {
        return form(profile).toString();
    }
}
