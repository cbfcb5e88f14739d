package io.everswitch.channel.iso20022;

/** The contract with a bank that accepts (ACSP) and calls back. */
class Iso20022CallbackContractTest extends Iso20022ContractBase {
    Iso20022CallbackContractTest() {
        super(true);
    }
}
