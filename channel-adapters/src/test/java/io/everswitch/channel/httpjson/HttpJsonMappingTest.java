package io.everswitch.channel.httpjson;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.everswitch.channel.support.CodeMap;
import io.everswitch.domain.money.Money;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The truth table, row by row. In the bodies ' stands for ". */
class HttpJsonMappingTest {
    private static final String REF = "A01KAVYJ0000G000GZZZZZZZZZZ01";
    private static final Money ASKED = Money.of(500, "CNY");

    private static byte[] bytes(String sketch) {
        return sketch.replace('\'', '"').replace("REF", REF).getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        202 | {'reference':'REF','bank_reference':'B','status':'accepted'}                                | ACCEPTED accepted
        202 | {'reference':'REF','status':'approved','code':'00','amount':500,'currency':'CNY'}           | UNKNOWN no_status
        200 | {'reference':'REF','status':'approved','code':'00','amount':500,'currency':'CNY'}           | APPROVED 00
        200 | {'reference':'REF','status':'approved','code':'00','amount':499,'currency':'CNY'}           | APPROVED 00
        200 | {'reference':'REF','status':'approved','code':'00','amount':500,'currency':'USD'}           | UNKNOWN 00
        200 | {'reference':'REF','status':'approved','code':'00'}                                         | UNKNOWN 00
        200 | {'reference':'REF','status':'approved','amount':500,'currency':'CNY'}                       | UNKNOWN no_code
        200 | {'reference':'REF','status':'approved','code':'05','amount':500,'currency':'CNY'}           | UNKNOWN 05
        200 | {'reference':'REF','status':'declined','code':'00','amount':500,'currency':'CNY'}           | UNKNOWN 00
        200 | {'reference':'REF','status':'declined','code':'51','amount':500,'currency':'CNY'}           | DECLINED_FINAL 51
        200 | {'reference':'REF','status':'declined','code':'05','amount':500,'currency':'CNY'}           | DECLINED_RETRIABLE 05
        200 | {'reference':'REF','status':'declined','code':'91','amount':500,'currency':'CNY'}           | UNKNOWN 91
        200 | {'reference':'REF','status':'declined','code':'51','amount':1,'currency':'CNY'}             | UNKNOWN 51
        200 | {'reference':'REF','status':'reversed','code':'00','amount':500,'currency':'CNY'}           | UNKNOWN 00
        200 | {'reference':'OTHER','status':'approved','code':'00','amount':500,'currency':'CNY'}         | UNKNOWN wrong_reference
        200 | {'status':'approved','code':'00','amount':500,'currency':'CNY'}                             | UNKNOWN wrong_reference
        200 | <html>ok</html>                                                                             | UNKNOWN garbage
        200 | {'reference':'REF','status':'approved','code':'00','amount':500,'currency':'CNY'            | UNKNOWN garbage
        201 | {'reference':'REF','status':'approved','code':'00','amount':500,'currency':'CNY'}           | UNKNOWN garbage
        302 | {'code':'00'}                                                                               | UNKNOWN http_302
        400 | {'code':'14','message':'no such card'}                                                      | DECLINED_FINAL 14
        402 | {'code':'05','message':'do not honour'}                                                     | DECLINED_RETRIABLE 05
        400 | {'code':'00','message':'what?'}                                                             | UNKNOWN 00
        400 | {'code':'bad_request'}                                                                      | UNKNOWN bad_request
        409 | {'code':'94'}                                                                               | UNKNOWN 94
        400 | {'message':'no code'}                                                                       | UNKNOWN http_400
        400 | <html>proxy</html>                                                                          | UNKNOWN http_400
        401 | ``                                                                                          | DECLINED_RETRIABLE http_401
        404 | {'code':'not_found'}                                                                        | DECLINED_RETRIABLE http_404
        404 | <html>proxy</html>                                                                          | UNKNOWN http_404
        429 | ``                                                                                          | DECLINED_RETRIABLE http_429
        500 | {'code':'05'}                                                                               | UNKNOWN http_500
        503 | ``                                                                                          | UNKNOWN http_503
        """)
    void charge_row_meansThis(int status, String body, String expected) {
        var answer = HttpJsonMapping.charge(status, bytes(body == null ? "" : body), REF, ASKED, CodeMap.iso8583());
        assertEquals(expected, answer.kind() + " " + answer.rawCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        200 | {'reference':'REF','status':'accepted'}                                                     | PENDING accepted
        200 | {'reference':'REF','status':'approved','code':'00','amount':500,'currency':'CNY'}           | APPROVED 00
        200 | {'reference':'REF','status':'approved','code':'00','amount':499,'currency':'CNY'}           | APPROVED 00
        200 | {'reference':'REF','status':'approved','code':'00','amount':500,'currency':'JPY'}           | NO_ANSWER contradiction
        200 | {'reference':'REF','status':'approved','code':'51','amount':500,'currency':'CNY'}           | NO_ANSWER contradiction
        200 | {'reference':'REF','status':'declined','code':'51','amount':500,'currency':'CNY'}           | DECLINED_FINAL 51
        200 | {'reference':'REF','status':'declined','code':'05','amount':500,'currency':'CNY'}           | DECLINED_RETRIABLE 05
        200 | {'reference':'REF','status':'declined','code':'91','amount':500,'currency':'CNY'}           | DECLINED_FINAL 91
        200 | {'reference':'REF','status':'declined','code':'00','amount':500,'currency':'CNY'}           | NO_ANSWER contradiction
        200 | {'reference':'REF','status':'reversed','code':'00','amount':500,'currency':'CNY'}           | REVERSED 00
        200 | {'reference':'OTHER','status':'reversed','code':'00','amount':500,'currency':'CNY'}         | NO_ANSWER wrong_reference
        200 | {'reference':'REF','status':'lost'}                                                         | NO_ANSWER no_status
        404 | {'code':'not_found'}                                                                        | NOT_FOUND not_found
        404 | <html>proxy</html>                                                                          | NO_ANSWER http_404
        404 | {'code':'no_route'}                                                                         | NO_ANSWER http_404
        500 | {'code':'not_found'}                                                                        | NO_ANSWER http_500
        401 | ``                                                                                          | NO_ANSWER http_401
        200 | ``                                                                                          | NO_ANSWER garbage
        """)
    void query_row_meansThis(int status, String body, String expected) {
        var answer = HttpJsonMapping.query(status, bytes(body == null ? "" : body), REF, ASKED, CodeMap.iso8583());
        assertEquals(expected, answer.kind() + " " + answer.rawCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        200 | {'status':'reversed','code':'00'}                     | ACKNOWLEDGED 00
        200 | {'reference':'REF','status':'reversed','code':'00'}   | ACKNOWLEDGED 00
        200 | {'reference':'OTHER','status':'reversed','code':'00'} | NO_ANSWER wrong_reference
        200 | {'status':'reversed','code':'68'}                     | NO_ANSWER garbage
        200 | {'status':'approved','code':'00'}                     | NO_ANSWER garbage
        404 | {'code':'not_found'}                                  | ACKNOWLEDGED not_found
        404 | <html>proxy</html>                                    | NO_ANSWER http_404
        409 | {'code':'12'}                                         | REFUSED 12
        409 | {}                                                    | NO_ANSWER http_409
        500 | {'code':'00','status':'reversed'}                     | NO_ANSWER http_500
        """)
    void reversal_row_meansThis(int status, String body, String expected) {
        var answer = HttpJsonMapping.reversal(status, bytes(body), REF);
        assertEquals(expected, answer.kind() + " " + answer.rawCode());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        200 | {'reference':'REF','bank_reference':'B','status':'done','code':'00'}                         | DONE 00
        200 | {'reference':'REF','status':'done','code':'00','amount':500,'currency':'CNY'}                | DONE 00
        200 | {'reference':'REF','status':'done','code':'00','amount':5,'currency':'CNY'}                  | NO_ANSWER wrong_amount
        200 | {'reference':'OTHER','status':'done','code':'00'}                                            | NO_ANSWER wrong_reference
        200 | {'reference':'REF','status':'accepted','code':'00'}                                          | NO_ANSWER garbage
        202 | {'reference':'REF','status':'done','code':'00'}                                              | NO_ANSWER garbage
        409 | {'code':'57'}                                                                                | REFUSED 57
        400 | {'code':'57'}                                                                                | NO_ANSWER http_400
        503 | ``                                                                                           | NO_ANSWER http_503
        """)
    void refund_row_meansThis(int status, String body, String expected) {
        var answer = HttpJsonMapping.refund(status, bytes(body == null ? "" : body), REF, ASKED);
        assertEquals(expected, answer.kind() + " " + answer.rawCode());
    }
}
