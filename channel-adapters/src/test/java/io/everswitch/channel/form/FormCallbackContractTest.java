package io.everswitch.channel.form;

/** The contract with a bank that accepts and notifies and signs with SM2. */
class FormCallbackContractTest extends FormContractBase {
    FormCallbackContractTest() {
        super(true, true);
    }
}
