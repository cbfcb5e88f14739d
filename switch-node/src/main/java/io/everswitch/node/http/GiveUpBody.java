package io.everswitch.node.http;

import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /journal/give-up}: a named operator's word that a disk is lost.
 *
 * @param spool as {@code awaited} of the report names it, or the part of it before the #
 */
record GiveUpBody(String spool, String operator, String reason) {
    private static final String[] NAMES = {"spool", "operator", "reason"};
    private static final int NAME_MAX = 128;
    private static final int REASON_MAX = 256;

    static GiveUpBody read(byte[] body) {
        return JsonBody.read(body, (parser, errors) -> {
            ObjectReader object = new ObjectReader(parser, errors, "", NAMES);
            @Nullable String[] texts = new String[NAMES.length];
            for (int field = object.next(); field >= 0; field = object.next()) {
                int longest = field == 2 ? REASON_MAX : NAME_MAX;
                texts[field] = object.text(1, longest, field == 2 ? TextRule.PEOPLE : TextRule.ID);
            }
            object.require(0, 1, 2);
            String reason = texts[2];
            if (reason != null && reason.isBlank()) {
                errors.add("reason", "must say why");
            }
            errors.check();
            String spool = texts[0];
            String operator = texts[1];
            if (spool == null || operator == null || reason == null) {
                throw new IllegalStateException("a missing field was not complained about");
            }
            return new GiveUpBody(spool, operator, reason);
        });
    }
}
