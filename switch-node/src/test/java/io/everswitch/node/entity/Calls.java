package io.everswitch.node.entity;

import io.everswitch.domain.id.PaymentId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;

/** Everything that went to the outside, in order; outlives the actor system, as banks do. Thread-safe. */
final class Calls {
    private final List<Call> all = new CopyOnWriteArrayList<>();

    Call add(Call call) {
        all.add(call);
        return call;
    }

    List<Call> of(Call.Kind kind, PaymentId payment) {
        return all.stream()
                .filter(call -> call.kind() == kind && call.paymentId().equals(payment.value()))
                .toList();
    }

    int count(Call.Kind kind, PaymentId payment) {
        return of(kind, payment).size();
    }

    /** @param number 1 for the first one */
    Call await(Call.Kind kind, PaymentId payment, int number) {
        Awaitility.await("call " + number + " of " + kind)
                .atMost(SwitchUnderTest.PATIENCE)
                .until(() -> count(kind, payment) >= number);
        return of(kind, payment).get(number - 1);
    }
}
