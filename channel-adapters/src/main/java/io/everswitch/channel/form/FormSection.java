package io.everswitch.channel.form;

import io.everswitch.channel.FamilyInput;
import io.everswitch.channel.catalog.SecretRef;
import io.everswitch.channel.catalog.Section;
import io.everswitch.channel.catalog.Words;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who signs what at a channel of this family; where it is reached is in its {@code http} section. Ranges are those of
 * {@code docs/channel-catalog.md}.
 *
 * @param merchant the house's id at the bank
 * @param ownKeyId how the bank knows our key
 * @param bankKeyId how we know the bank's
 */
public record FormSection(
        String merchant, Sign sign, String ownKeyId, SecretRef ownKey, String bankKeyId, SecretRef bankKey) {
    /** How messages are hashed and signed. */
    public enum Sign {
        RSA("rsa"),
        SM2("sm2");

        private final String code;

        Sign(String code) {
            this.code = code;
        }

        public String code() {
            return code;
        }
    }

    static final String NAME = "form";
    static final Set<String> KEYS = Set.of("merchant", "sign", "key_id", "private_key", "bank_key_id", "bank_key");

    private static final Function<String, String> MERCHANT =
            Words.matching("[0-9A-Za-z]{1,15}", "1 to 15 letters and digits");
    private static final Function<String, String> KEY_ID =
            Words.matching("[0-9A-Za-z]{1,32}", "1 to 32 letters and digits");

    /** Null if it cannot be read, which is then told. */
    static @Nullable FormSection read(FamilyInput input) {
        Section own = input.section().child(NAME);
        if (own == null) {
            input.section().missing(NAME);
            return null;
        }
        String merchant = own.parsed("merchant", null, MERCHANT);
        Sign sign = own.parsed("sign", null, word -> Words.oneOf(word, Sign.values(), Sign::code));
        String ownKeyId = own.parsed("key_id", null, KEY_ID);
        SecretRef ownKey = key(own, "private_key", input);
        String bankKeyId = own.parsed("bank_key_id", null, KEY_ID);
        SecretRef bankKey = key(own, "bank_key", input);
        return merchant == null
                        || sign == null
                        || ownKeyId == null
                        || ownKey == null
                        || bankKeyId == null
                        || bankKey == null
                ? null
                : new FormSection(merchant, sign, ownKeyId, ownKey, bankKeyId, bankKey);
    }

    private static @Nullable SecretRef key(Section own, String name, FamilyInput input) {
        SecretRef key = own.parsed(name, null, text -> SecretRef.of(text.replace("{id}", input.self())));
        if (key != null && key.isDemo() && input.realBank()) {
            own.error(name, "must not be a demo: text where real_bank is true");
        }
        return key;
    }
}
