package io.everswitch.channel.httpjson;

/**
 * What to answer a bank that called back.
 *
 * @param httpStatus 200: durable; 503: repeat it; 4xx: not accepted, nothing done
 * @param body JSON
 */
public record CallbackReply(int httpStatus, String body) {
    static CallbackReply of(int httpStatus, String code) {
        return new CallbackReply(httpStatus, "{\"code\":\"" + code + "\"}");
    }
}
