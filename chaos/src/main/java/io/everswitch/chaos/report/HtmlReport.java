package io.everswitch.chaos.report;

import io.everswitch.chaos.check.Finding;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A report as one HTML file that needs nothing else. Pure. */
final class HtmlReport {
    private static final String STYLE = """
            body{font:15px/1.5 system-ui,sans-serif;color:#1d2733;background:#fff;max-width:1040px;margin:32px auto;padding:0 20px}
            h1{font-size:26px;margin:0}h2{font-size:17px;margin:32px 0 8px}
            .purpose{color:#536171;margin:6px 0 18px}
            .verdict{display:inline-block;padding:4px 14px;border-radius:6px;font-weight:600;color:#fff}
            .held{background:#1a7f4b}.broken{background:#c02b2b}
            table{border-collapse:collapse;width:100%}td,th{text-align:left;padding:5px 12px 5px 0;border-bottom:1px solid #e4e9ee;vertical-align:top}
            th{font-weight:600;color:#536171}td.n{font-variant-numeric:tabular-nums}.bad{color:#c02b2b;font-weight:600}.good{color:#1a7f4b;font-weight:600}
            svg{width:100%;height:auto;display:block}svg text{font:11px system-ui,sans-serif;fill:#536171}
            .legend span{display:inline-block;margin-right:18px;color:#536171}.legend i{display:inline-block;width:12px;height:12px;border-radius:2px;margin-right:6px;vertical-align:-1px}
            code{font-size:13px}footer{color:#8494a4;margin:36px 0 10px;font-size:13px}
            """;

    private HtmlReport() {}

    static String write(DrillReport report) {
        StringBuilder page = new StringBuilder(64 * 1024);
        page.append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\"")
                .append(" content=\"width=device-width\"><title>")
                .append(text(report.drill()))
                .append(": ")
                .append(word(report))
                .append("</title><style>")
                .append(STYLE)
                .append("</style></head><body><h1>")
                .append(text(report.drill()))
                .append(" <span class=\"verdict ")
                .append(report.held() ? "held" : "broken")
                .append("\">")
                .append(word(report))
                .append("</span></h1><p class=\"purpose\">")
                .append(text(report.purpose()))
                .append("<br>Seed ")
                .append(report.seed())
                .append(", begun ")
                .append(text(report.begunAt()))
                .append("</p>");
        page.append(new Charts(report.seconds(), report.marks()).html());
        promises(page, report);
        findings(page, report);
        figures(page, report);
        errors(page, report);
        return page.append(
                        "<footer>Everswitch drill. Latency is counted from the moment at which an operation was due;")
                .append(" confirmations are left out of it, because they wait for their bank.</footer></body></html>\n")
                .toString();
    }

    private static String word(DrillReport report) {
        return report.held() ? "HELD" : "BROKEN";
    }

    private static void promises(StringBuilder page, DrillReport report) {
        if (report.promises().isEmpty()) {
            return;
        }
        page.append("<h2>Promises</h2><table><tr><th>Promise<th>Was<th></tr>");
        for (DrillReport.Kept kept : report.promises()) {
            page.append("<tr><td>")
                    .append(text(kept.promise()))
                    .append("<td class=\"n\">")
                    .append(text(kept.was()))
                    .append(kept.kept() ? "<td class=\"good\">kept" : "<td class=\"bad\">broken")
                    .append("</tr>");
        }
        page.append("</table>");
    }

    private static void findings(StringBuilder page, DrillReport report) {
        page.append("<h2>Invariants</h2><table><tr><th>Invariant<th>Findings</tr>");
        for (int i = 1; i <= 9; i++) {
            int count = report.found().getOrDefault("M" + i, 0);
            page.append("<tr><td>M")
                    .append(i)
                    .append(" ")
                    .append(MEANING[i - 1])
                    .append(count == 0 ? "<td class=\"good\">none" : "<td class=\"bad\">" + count)
                    .append("</tr>");
        }
        page.append("</table>");
        if (!report.findings().isEmpty()) {
            page.append("<h2>Findings (the first of each)</h2><table><tr><th><th>Payment<th>What</tr>");
            for (Finding finding : report.findings()) {
                page.append("<tr><td class=\"bad\">")
                        .append(text(finding.invariant()))
                        .append("<td><code>")
                        .append(text(finding.payment()))
                        .append("</code><td>")
                        .append(text(finding.what()))
                        .append("</tr>");
            }
            page.append("</table>");
        }
    }

    private static final String[] MEANING = {
        "nothing acknowledged is lost",
        "books and payments agree to the cent",
        "one attempt at a time",
        "durable before the first byte",
        "unknown ends only by evidence",
        "the merchant is told, and told the truth",
        "refunds within what was taken",
        "nothing goes back, numbers are written once",
        "nothing is sent after send-by"
    };

    private static void figures(StringBuilder page, DrillReport report) {
        page.append("<h2>Figures</h2><table>");
        report.figures()
                .forEach((name, value) -> page.append("<tr><th>")
                        .append(text(name.replace('_', ' ')))
                        .append("<td class=\"n\">")
                        .append(text(shown(value)))
                        .append("</tr>"));
        page.append("</table>");
    }

    private static String shown(Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, "%.1f", number);
        }
        if (value instanceof Map<?, ?> map) {
            StringBuilder all = new StringBuilder();
            map.forEach((name, each) -> all.append(all.isEmpty() ? "" : ", ")
                    .append(String.valueOf(name).replace('_', ' '))
                    .append(' ')
                    .append(shown(each)));
            return all.isEmpty() ? "none" : all.toString();
        }
        return String.valueOf(value);
    }

    private static void errors(StringBuilder page, DrillReport report) {
        Map<String, Integer> all = new TreeMap<>();
        report.seconds()
                .forEach(second -> second.errors().forEach((kind, count) -> all.merge(kind, count, Integer::sum)));
        page.append("<h2>Errors by kind, with tries that were repeated</h2>");
        if (all.isEmpty()) {
            page.append("<p>None.</p>");
            return;
        }
        page.append("<table><tr><th>Kind<th>Times</tr>");
        all.forEach((kind, count) -> page.append("<tr><td>")
                .append(text(kind))
                .append("<td class=\"n\">")
                .append(count)
                .append("</tr>"));
        page.append("</table>");
    }

    static String text(String raw) {
        return raw.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
