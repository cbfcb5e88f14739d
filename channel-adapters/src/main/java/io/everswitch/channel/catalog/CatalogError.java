package io.everswitch.channel.catalog;

/**
 * One thing that is wrong in a catalog.
 *
 * @param line counted from 1; 0 if the file as a whole is meant
 * @param column counted from 1; 0 if the file as a whole is meant
 * @param owner what it belongs to: {@code channel ID}, {@code bank ID}, {@code profile NAME} or {@code catalog}
 * @param field the field, with dots for sections: {@code iso.port}
 * @param rule the rule that it breaks
 */
public record CatalogError(int line, int column, String owner, String field, String rule) {
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + owner + ": " + field + " " + rule;
    }
}
