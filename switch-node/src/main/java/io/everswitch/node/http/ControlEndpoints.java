package io.everswitch.node.http;

import io.everswitch.node.settings.Change;
import io.everswitch.node.settings.Proposal;
import io.everswitch.node.settings.SettingsCommand;
import io.everswitch.node.settings.SettingsRefusal;
import io.everswitch.node.settings.SettingsReply;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.http.javadsl.model.HttpResponse;

/** What operators change while the switch runs, and what became of it. Thread-safe, never blocks. */
final class ControlEndpoints {
    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int ACCEPTED = 202;
    private static final int LIMIT_DEFAULT = 20;
    private static final int LIMIT_MAX = 50;

    private final Control control;
    private final Bodies bodies;
    private final Clock clock;

    ControlEndpoints(Control control, Bodies bodies, Clock clock) {
        this.control = control;
        this.bodies = bodies;
        this.clock = clock;
    }

    CompletionStage<HttpResponse> settings(Exchange exchange) {
        return done(Answers.json(exchange, OK, SettingsJson.settings(control.view())));
    }

    CompletionStage<HttpResponse> channels(Exchange exchange) {
        return done(Answers.json(
                exchange, OK, SettingsJson.channels(control.view().version(), control.channels(), control::health)));
    }

    CompletionStage<HttpResponse> channelEvents(Exchange exchange, String channel) {
        Control.HealthStory story = control.health(channel);
        if (story.reports().isEmpty()) {
            throw new Refused(Problem.notFound("There is no such channel."));
        }
        return done(Answers.json(exchange, OK, HealthJson.events(channel, story)));
    }

    CompletionStage<HttpResponse> decisions(Exchange exchange) {
        return done(Answers.json(exchange, OK, ExplainJson.of(control.decisions(), control.rates())));
    }

    CompletionStage<HttpResponse> explain(Exchange exchange) {
        return bodies.json(exchange)
                .thenApply(ExplainBody::read)
                .thenApply(request -> Answers.json(exchange, OK, ExplainJson.of(control.explain(request))));
    }

    CompletionStage<HttpResponse> codes(Exchange exchange) {
        return done(Answers.json(exchange, OK, SettingsJson.codes(control.unmappedCodes())));
    }

    CompletionStage<HttpResponse> changes(Exchange exchange) {
        if (!exchange.isGet()) {
            return bodies.json(exchange)
                    .thenApply(body -> ChangeBody.change(body, clock.instant()))
                    .thenCompose(change -> carryOut(exchange, change));
        }
        FieldErrors errors = new FieldErrors();
        Map<String, String> query = QueryString.read(exchange, errors, "limit", "before");
        long limit = number(query.getOrDefault("limit", Integer.toString(LIMIT_DEFAULT)));
        if (limit < 1 || limit > LIMIT_MAX) {
            errors.add("limit", "must be an integer from 1 to " + LIMIT_MAX);
        }
        String before = query.get("before");
        if (before != null && number(before) < 1) {
            errors.add("before", "must be the number of a change");
        }
        errors.check();
        return control.history(before == null ? Long.MAX_VALUE : number(before), (int) limit)
                .exceptionally(failure -> {
                    throw unanswered(failure);
                })
                .thenApply(history -> Answers.json(exchange, OK, SettingsJson.history(history)));
    }

    CompletionStage<HttpResponse> preview(Exchange exchange) {
        return bodies.json(exchange).thenApply(ChangeBody::preview).thenApply(set -> {
            try {
                return Answers.json(exchange, OK, SettingsJson.preview(control.preview(set)));
            } catch (UnfitSettings e) {
                throw new Refused(invalid(e.complaints()));
            }
        });
    }

    CompletionStage<HttpResponse> undo(Exchange exchange, long number) {
        return bodies.json(exchange)
                .thenApply(ChangeBody::word)
                .thenCompose(
                        word -> carryOut(exchange, new SettingsCommand.Undo(word.author(), word.reason(), number)));
    }

    CompletionStage<HttpResponse> answer(Exchange exchange, long number, boolean approve) {
        return bodies.json(exchange)
                .thenApply(ChangeBody::word)
                .thenCompose(word ->
                        carryOut(exchange, new SettingsCommand.Answer(word.author(), word.reason(), number, approve)));
    }

    private CompletionStage<HttpResponse> carryOut(Exchange exchange, SettingsCommand command) {
        return control.command(command)
                .exceptionally(failure -> {
                    throw unanswered(failure);
                })
                .thenApply(reply -> answer(exchange, command, reply));
    }

    private static HttpResponse answer(Exchange exchange, SettingsCommand command, SettingsReply reply) {
        SettingsRefusal refusal = reply.refusal();
        if (refusal != null) {
            throw new Refused(problem(refusal));
        }
        Change change = reply.change();
        if (change != null) {
            return Answers.json(exchange, CREATED, SettingsJson.change(change));
        }
        Proposal proposal = reply.proposal();
        return proposal != null
                ? Answers.json(exchange, ACCEPTED, SettingsJson.proposal(proposal))
                : Answers.json(exchange, OK, SettingsJson.rejected(((SettingsCommand.Answer) command).proposal()));
    }

    private static Problem problem(SettingsRefusal refusal) {
        return switch (refusal.kind()) {
            case NOT_FOUND -> Problem.notFound(refusal.detail());
            case VERSION -> Problem.of(409, "settings_changed", refusal.detail());
            case CHANGED_SINCE -> Problem.of(409, "changed_since", refusal.detail());
            case SAME_PERSON -> Problem.of(409, "same_person", refusal.detail());
            case NOTHING_CHANGES -> Problem.of(409, "nothing_changes", refusal.detail());
            case TOO_MANY -> Problem.of(409, "too_many", refusal.detail());
            case INVALID -> invalid(refusal.complaints());
        };
    }

    private static Problem invalid(List<SettingsRefusal.Complaint> complaints) {
        return Problem.invalid(complaints.stream()
                .map(complaint -> new FieldError("set." + complaint.path(), complaint.rule()))
                .toList());
    }

    /** Asked too late, or its home was moving: it may have been carried out all the same. */
    private static RuntimeException unanswered(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof TimeoutException) {
            return new Refused(Problem.retryable(
                    503,
                    "settings_unavailable",
                    "The settings did not answer in time. Look at /settings/changes before you repeat a change."));
        }
        return new CompletionException(cause);
    }

    private static long number(String text) {
        return text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    }

    private static CompletionStage<HttpResponse> done(HttpResponse response) {
        return CompletableFuture.completedFuture(response);
    }
}
