package io.everswitch.chaos.cli;

import static java.util.Objects.requireNonNull;

import io.everswitch.node.control.Preview;
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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Records a node's routing decisions, and shows what other settings would have made of them. */
@Command(name = "routing", description = "Record routing decisions, and replay them with other settings.")
final class RoutingCommand {
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

    private PrintWriter out() {
        return requireNonNull(spec).commandLine().getOut();
    }
}
