package io.everswitch.channel.httpjson;

/** The contract with a bank that accepts and calls back. */
class HttpJsonCallbackContractTest extends HttpJsonContractBase {
    HttpJsonCallbackContractTest() {
        super(true);
    }
}
