package io.everswitch.node.facts;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import io.everswitch.domain.id.BankId;
import io.everswitch.domain.id.ChannelId;
import io.everswitch.domain.id.MerchantId;
import io.everswitch.domain.id.PaymentId;
import io.everswitch.domain.means.BankAccountMeans;
import io.everswitch.domain.means.CardMeans;
import io.everswitch.domain.means.Means;
import io.everswitch.domain.money.Money;
import io.everswitch.domain.payment.PaymentFact;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Facts as CBOR, and the beginnings of every other CBOR that holds values of the domain. Ids are texts, times are milliseconds since 1970, money is a text like {@code CNY 1200}; absent values are
 * left out. Thread-safe.
 */
public final class FactFormat {
    private static final ObjectMapper MAPPER = builder().build();
    private static final Map<Class<?>, ObjectWriter> WRITERS = new ConcurrentHashMap<>();
    private static final Map<Class<?>, ObjectReader> READERS = new ConcurrentHashMap<>();

    private FactFormat() {}

    static byte[] write(PaymentFact fact) throws IOException {
        return WRITERS.computeIfAbsent(fact.getClass(), MAPPER::writerFor).writeValueAsBytes(fact);
    }

    static PaymentFact read(Class<? extends PaymentFact> kind, byte[] bytes) throws IOException {
        return READERS.computeIfAbsent(kind, MAPPER::readerFor).readValue(bytes);
    }

    /** A mapper that knows ids, money, times and means of payment. */
    public static CBORMapper.Builder builder() {
        SimpleModule module = new SimpleModule();
        text(module, PaymentId.class, PaymentId::value, PaymentId::new);
        text(module, MerchantId.class, MerchantId::value, MerchantId::new);
        text(module, ChannelId.class, ChannelId::value, ChannelId::new);
        text(module, BankId.class, BankId::value, BankId::new);
        text(module, Money.class, FactFormat::moneyText, FactFormat::moneyOf);
        module.addSerializer(new StdSerializer<>(Instant.class) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(Instant value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeNumber(value.toEpochMilli());
            }
        });
        module.addDeserializer(Instant.class, new StdDeserializer<>(Instant.class) {
            private static final long serialVersionUID = 1L;

            @Override
            public Instant deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return Instant.ofEpochMilli(in.getLongValue());
            }
        });
        return CBORMapper.builder()
                .addModule(module)
                .addMixIn(Means.class, MeansFormat.class)
                .defaultPropertyInclusion(
                        JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL));
    }

    private static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> write, Function<String, T> read) {
        module.addSerializer(new StdSerializer<>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
                out.writeString(write.apply(value));
            }
        });
        module.addDeserializer(type, new StdDeserializer<>(type) {
            private static final long serialVersionUID = 1L;

            @Override
            public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
                return read.apply(in.getText());
            }
        });
    }

    private static String moneyText(Money money) {
        return money.currencyCode() + ' ' + money.minor();
    }

    private static Money moneyOf(String text) {
        return Money.of(Long.parseLong(text, 4, text.length(), 10), text.substring(0, 3));
    }

    /** How Jackson tells the means of payment apart. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = CardMeans.class, name = "card"),
        @JsonSubTypes.Type(value = BankAccountMeans.class, name = "bank_account")
    })
    private interface MeansFormat {}
}
