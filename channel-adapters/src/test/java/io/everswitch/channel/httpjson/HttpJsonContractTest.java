package io.everswitch.channel.httpjson;

/** The contract with a bank that answers at once. */
class HttpJsonContractTest extends HttpJsonContractBase {
    HttpJsonContractTest() {
        super(false);
    }
}
