package io.everswitch.channel.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** A catalog that cannot be used, with everything that is wrong in it. */
public final class CatalogException extends Exception {
    private static final long serialVersionUID = 1L;
    /** As many as a person reads at once; {@link #errors} holds all. */
    private static final int SHOWN_MAX = 50;

    private final transient List<CatalogError> errors;

    CatalogException(String file, List<CatalogError> errors) {
        super(text(file, errors));
        this.errors = List.copyOf(errors);
    }

    public List<CatalogError> errors() {
        return errors;
    }

    private static String text(String file, List<CatalogError> errors) {
        String shown =
                errors.stream().limit(SHOWN_MAX).map(error -> "\n  " + error).collect(Collectors.joining());
        String more = errors.size() > SHOWN_MAX ? "\n  and " + (errors.size() - SHOWN_MAX) + " more" : "";
        return file + ": " + errors.size() + (errors.size() == 1 ? " error" : " errors") + shown + more;
    }
}
