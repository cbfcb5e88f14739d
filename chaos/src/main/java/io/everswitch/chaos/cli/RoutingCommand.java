package io.everswitch.chaos.cli;

import static java.util.Objects.requireNonNull;

import io.everswitch.node.control.Preview;
import io.everswitch.node.control.Trial;
import io.everswitch.routing.score.Strategy;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Records a node's routing decisions, and shows what other settings would have made of them. */
@Command(name = "routing", description = "Record routing decisions, and replay them with other settings.")
final class RoutingCommand {
    /** A round of 4,096 decisions takes a second at most: some minutes. */
    private static final int ROUNDS_MAX = 200;

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(30);

    @Spec
    @Nullable
    CommandSpec spec;

    @Command(
            name = "record",
            description = "Write the last decisions of a node (some minutes, at most 4,096) to a file.")
    int record(
            @Option(
                            names = "--operations",
                            defaultValue = "http://127.0.0.1:8082",
                            description = "Its operations port.")
                    String operations,
            @Option(names = "--out", required = true, description = "The file.") Path out)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(operations + "/routing/decisions"))
                .timeout(ANSWER_WITHIN)
                .build();
        HttpResponse<byte[]> response =
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + response.statusCode());
        }
        Files.write(out, response.body());
        out().printf("%d decisions in %s%n", Recorded.read(response.body()).size(), out);
        return 0;
    }

    @Command(
            name = "replay",
            description =
                    "What would other settings have made of recorded decisions? All channels count as up and healthy.")
    int replay(
            @Option(names = "--decisions", required = true, description = "A file that 'routing record' wrote.")
                    Path decisions,
            @Option(names = "--settings", required = true, description = "The other settings: {\"PATH\": value, …}.")
                    Path settings,
            @Option(names = "--before", description = "What stood; nothing if absent.") @Nullable Path before,
            @Option(names = "--channels", required = true, description = "The catalog.") Path channels)
            throws Exception {
        Preview preview = new Replay(channels)
                .of(
                        Recorded.read(Files.readAllBytes(decisions)),
                        before == null ? Map.of() : Recorded.settings(Files.readAllBytes(before)),
                        Recorded.settings(Files.readAllBytes(settings)));
        PrintWriter out = out();
        out.printf(
                "%d attempts, %d would go elsewhere, %d nowhere%n%n",
                preview.attempts(), preview.moved(), preview.unroutable());
        out.printf("%-24s %16s %32s %24s%n", "channel", "attempts", "amount", "fee");
        preview.changes()
                .forEach((channel, change) -> out.printf(
                        "%-24s %7d > %6d %15d > %14d %11d > %10d%n",
                        channel,
                        change.before(),
                        change.after(),
                        change.amountBefore(),
                        change.amountAfter(),
                        change.feeBefore(),
                        change.feeAfter()));
        long feeBefore = preview.changes().values().stream()
                .mapToLong(Preview.Difference::feeBefore)
                .sum();
        long feeAfter = preview.changes().values().stream()
                .mapToLong(Preview.Difference::feeAfter)
                .sum();
        out.printf("%nfees of what changes: %d > %d%n", feeBefore, feeAfter);
        return 0;
    }

    @Command(
            name = "trial",
            description =
                    "What would recorded payments have come to by weights, and by expected value? Each first attempt succeeds"
                            + " with the rate that the node had seen at its channel; a payment's luck is the same for both.")
    int trial(
            @Option(names = "--decisions", required = true, description = "A file that 'routing record' wrote.")
                    Path decisions,
            @Option(names = "--channels", required = true, description = "The catalog.") Path channels,
            @Option(names = "--settings", description = "What else stands; nothing if absent.") @Nullable Path settings,
            @Option(names = "--rounds", defaultValue = "1", description = "How often the recording is played.")
                    int rounds,
            @Option(names = "--seed", defaultValue = "1", description = "Of all luck.") long seed)
            throws Exception {
        byte[] file = Files.readAllBytes(decisions);
        Trial.Plan plan = new Trial.Plan(
                Recorded.read(file), Recorded.rates(file), Math.max(1, Math.min(ROUNDS_MAX, rounds)), seed);
        PrintWriter out = out();
        out.printf(
                "%d decisions, %d rates seen, %d rounds, seed %d%n%n",
                plan.decisions().size(), plan.rates().size(), plan.rounds(), seed);
        out.printf(
                "%-16s %9s %9s %16s %9s %12s %8s%n",
                "strategy", "attempts", "approved", "approved money", "of all", "fee", "of it");
        for (Strategy.Kind kind : Strategy.Kind.values()) {
            Map<String, String> values =
                    new TreeMap<>(settings == null ? Map.of() : Recorded.settings(Files.readAllBytes(settings)));
            values.put("routing/strategy", '"' + kind.code() + '"');
            Trial.Sum sum = new Replay(channels).trial(plan, values);
            out.printf(
                    "%-16s %9d %9d %16d %8.2f%% %12d %7.3f%%%n",
                    kind.code(),
                    sum.attempts(),
                    sum.approved(),
                    sum.approvedAmount(),
                    100.0 * sum.approvedAmount() / Math.max(1, sum.amount()),
                    sum.fee(),
                    100.0 * sum.fee() / Math.max(1, sum.approvedAmount()));
        }
        return 0;
    }

    private PrintWriter out() {
        return requireNonNull(spec).commandLine().getOut();
    }
}
