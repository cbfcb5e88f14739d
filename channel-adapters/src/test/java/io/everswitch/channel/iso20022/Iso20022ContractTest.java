package io.everswitch.channel.iso20022;

/** The contract with a bank that answers with the end at once. */
class Iso20022ContractTest extends Iso20022ContractBase {
    Iso20022ContractTest() {
        super(false);
    }
}
