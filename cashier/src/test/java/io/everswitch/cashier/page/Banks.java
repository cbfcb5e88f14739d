package io.everswitch.cashier.page;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;

/** Sixty invented banks. */
final class Banks {
    private static final String[][] PLACES = {
        {"Harbour", "海港"}, {"Maple", "枫叶"}, {"Northern", "北方"}, {"River Delta", "三角洲"}, {"Jade Mountain", "玉山"},
        {"Silver Bay", "银湾"}, {"Eastern Plain", "东原"}, {"Red Cliff", "赤壁"}, {"Green Lake", "翠湖"}, {"Old Town", "古城"}
    };
    private static final String[][] KINDS = {
        {"Bank", "银行"},
        {"Savings Bank", "储蓄银行"},
        {"Commercial Bank", "商业银行"},
        {"Farmers’ Bank", "农民银行"},
        {"Trust", "信托银行"},
        {"Union Bank", "联合银行"}
    };

    private Banks() {}

    static ArrayNode all(ObjectMapper json) {
        ArrayNode banks = json.createArrayNode();
        for (int place = 0; place < PLACES.length; place++) {
            for (int kind = 0; kind < KINDS.length; kind++) {
                banks.addObject()
                        .put("id", String.format("bank-%02d", place * KINDS.length + kind + 1))
                        .put("name_en", PLACES[place][0] + " " + KINDS[kind][0])
                        .put("name_zh", PLACES[place][1] + KINDS[kind][1])
                        .put("status", status(KINDS[kind][0]));
            }
        }
        return banks;
    }

    /** All trusts are away, all union banks have difficulties. */
    private static String status(String kind) {
        return switch (kind) {
            case "Trust" -> "unavailable";
            case "Union Bank" -> "degraded";
            default -> "available";
        };
    }
}
