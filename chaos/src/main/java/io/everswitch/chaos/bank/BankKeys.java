package io.everswitch.chaos.bank;

/** The keys of one connection to a bank. Written on its event loop; answers are signed by any thread. */
final class BankKeys {
    private volatile BankMac current;

    BankKeys(IsoSecurity security) {
        this.current = security.base();
    }

    /** What answers are signed with. */
    BankMac current() {
        return current;
    }

    boolean accept(IsoMessage message, byte[] bytes) {
        return IsoCodec.isSigned(message, bytes, current);
    }
}
