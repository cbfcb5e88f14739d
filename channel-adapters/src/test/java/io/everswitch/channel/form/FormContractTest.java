package io.everswitch.channel.form;

/** The contract with a bank that answers with the end at once and signs with RSA. */
class FormContractTest extends FormContractBase {
    FormContractTest() {
        super(false, false);
    }
}
