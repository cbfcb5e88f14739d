package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Banks as merchants and payers see them. Stateless. */
final class BankJson {
    private BankJson() {}

    static byte[] list(List<BankDirectory.Bank> banks) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            write(json, banks);
            json.writeEndArray();
            json.writeEndObject();
        });
    }

    /** As elements of an array that has begun. */
    static void write(JsonGenerator json, List<BankDirectory.Bank> banks) throws IOException {
        for (BankDirectory.Bank bank : banks) {
            json.writeStartObject();
            json.writeStringField("id", bank.id().value());
            json.writeStringField("name_en", bank.nameEn());
            json.writeStringField("name_zh", bank.nameZh());
            json.writeStringField("status", bank.state().code());
            json.writeEndObject();
        }
    }
}
