package io.everswitch.node.http;

import io.everswitch.domain.id.BankId;
import io.everswitch.node.control.BankState;
import java.util.List;

/** The banks at which payers may have accounts. Thread-safe, answers at once. */
public interface BankDirectory {
    /** One bank, with its names in the languages of the cashier page, and how it is now. */
    record Bank(BankId id, String nameEn, String nameZh, BankState state) {}

    /** In the order in which payers see them. */
    List<Bank> banks();

    boolean isKnown(String bankId);
}
