package io.everswitch.channel.contract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.slf4j.LoggerFactory;

/** Hears everything that anybody logs, down to DEBUG, libraries included, to find secrets in it (M10). Thread-safe. */
public final class LogWatch implements AutoCloseable {
    private static final int SHORT_CHARS_MAX = 4;

    private static final Pattern SIGNATURE = Pattern.compile("\\b[0-9a-f]{64}\\b");

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Level before = root.getLevel();
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Appender<ILoggingEvent>> others = new ArrayList<>();
    private final Ear ear = new Ear();

    private final class Ear extends AppenderBase<ILoggingEvent> {
        @Override
        protected void append(ILoggingEvent event) {
            StringBuilder line = new StringBuilder(event.getFormattedMessage());
            for (IThrowableProxy cause = event.getThrowableProxy(); cause != null; cause = cause.getCause()) {
                line.append('\n').append(cause.getClassName()).append(": ").append(cause.getMessage());
            }
            lines.add(line.toString());
        }
    }

    /** Other appenders are quiet meanwhile: nobody reads the libraries' DEBUG lines of a whole test run. */
    public LogWatch() {
        root.iteratorForAppenders().forEachRemaining(others::add);
        others.forEach(root::detachAppender);
        ear.setContext(root.getLoggerContext());
        ear.start();
        root.addAppender(ear);
        root.setLevel(Level.DEBUG);
    }

    /**
     * The lines that hold one of these texts. Signatures are left out: 64 random digits hold any short number by chance, and
     * they are no secret. For the same reason a short number counts only by itself, not within a port or a time of day, or as
     * ISO 8583 private data carries a CVC (tag 02, length 004).
     */
    public List<String> linesWith(List<String> texts) {
        return lines.stream()
                .map(line -> SIGNATURE.matcher(line).replaceAll("(signature)"))
                .filter(line -> texts.stream().anyMatch(text -> holds(line, text)))
                .toList();
    }

    private static boolean holds(String line, String text) {
        return text.length() > SHORT_CHARS_MAX
                ? line.contains(text)
                : Pattern.compile("(?<![0-9])" + text + "(?![0-9])|02004" + text)
                        .matcher(line)
                        .find();
    }

    public int size() {
        return lines.size();
    }

    @Override
    public void close() {
        root.detachAppender(ear);
        others.forEach(root::addAppender);
        root.setLevel(before);
    }
}
