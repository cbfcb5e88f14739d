package io.everswitch.channel.iso20022;

/** What a bank may tell us. All are immutable. */
sealed interface BankDocument permits StatusReport, Resolution, ReturnedPayment {
    Original original();
}
