package io.everswitch.channel.contract;

import io.everswitch.domain.port.BankAnswers;
import io.everswitch.domain.port.Vault;
import java.time.Clock;
import java.time.Duration;

/** What a channel under test is made of; its channel id is {@code contract-1}, its code map that of its family. */
public record ContractSetup(
        Vault vault, BankAnswers answers, Clock clock, int inFlightMax, boolean realBank, Duration responseTimeout) {}
