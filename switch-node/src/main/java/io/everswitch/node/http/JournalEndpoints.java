package io.everswitch.node.http;

import com.fasterxml.jackson.core.JsonGenerator;
import io.everswitch.journal.archive.ArchiveStatus;
import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What operators are told of the journal, and the one thing that only they can decide. Thread-safe. */
final class JournalEndpoints {
    private final Operations operations;
    private final Bodies bodies;

    JournalEndpoints(Operations operations, Bodies bodies) {
        this.operations = operations;
        this.bodies = bodies;
    }

    CompletionStage<HttpResponse> report(Exchange exchange) {
        return operations.journal().thenApply(report -> Answers.json(exchange, 200, json(report)));
    }

    CompletionStage<HttpResponse> giveUp(Exchange exchange) {
        return bodies.json(exchange)
                .thenApply(GiveUpBody::read)
                .thenCompose(body -> operations
                        .giveUp(body.spool(), body.operator(), body.reason())
                        .exceptionally(failure -> {
                            throw notAwaited(failure);
                        }))
                .thenCompose(done -> report(exchange));
    }

    private static RuntimeException notAwaited(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        return cause instanceof IllegalArgumentException
                ? new Refused(Problem.invalid("spool", "must be one that is awaited: see GET /journal"))
                : new CompletionException(cause);
    }

    private static byte[] json(JournalReport report) {
        return Json.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("stores");
            for (var store : report.stores().health().entrySet()) {
                json.writeStartObject();
                json.writeStringField("name", store.getKey().name().toLowerCase(Locale.ROOT));
                json.writeBooleanField("healthy", store.getValue().reason().isEmpty());
                json.writeStringField("reason", store.getValue().reason());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeStringField("in_doubt", report.stores().inDoubt());
            json.writeNumberField("partitions_in_doubt", report.stores().partitionsInDoubt());
            texts(json, "awaited", report.stores().awaited());
            texts(json, "conflicts", report.conflicts());
            json.writeObjectFieldStart("archive");
            archive(json, report.archive());
            json.writeEndObject();
            json.writeEndObject();
        });
    }

    private static void archive(JsonGenerator json, ArchiveStatus archive) throws IOException {
        json.writeNumberField("backlog", archive.backlog());
        json.writeNumberField("oldest_unarchived_age_ms", archive.oldestUnarchivedAgeMs());
        json.writeNumberField("failures", archive.failures());
        json.writeNumberField("forgotten", archive.forgotten());
        json.writeNumberField("differing", archive.differing());
        json.writeArrayFieldStart("cells");
        for (ArchiveStatus.CellStatus cell : archive.cells()) {
            json.writeStartObject();
            json.writeNumberField("id", cell.id());
            json.writeNumberField("weight", cell.weight());
            json.writeStringField("complaint", cell.complaint());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void texts(JsonGenerator json, String name, Collection<String> texts) throws IOException {
        json.writeArrayFieldStart(name);
        for (String text : texts) {
            json.writeString(text);
        }
        json.writeEndArray();
    }
}
