package io.everswitch.chaos.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes a report beside its history. */
public final class ReportFiles {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportFiles() {}

    /** @return the HTML file */
    public static Path write(Path folder, DrillReport report) throws IOException {
        Files.writeString(folder.resolve("report.json"), json(report) + "\n");
        return Files.writeString(folder.resolve("report.html"), HtmlReport.write(report));
    }

    public static String json(DrillReport report) throws IOException {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("drill", report.drill());
        map.put("purpose", report.purpose());
        map.put("seed", report.seed());
        map.put("begun_at", report.begunAt());
        map.put("held", report.held());
        map.put("figures", report.figures());
        map.put("promises", report.promises());
        map.put("found", report.found());
        map.put("findings", report.findings());
        map.put("marks", report.marks());
        map.put("seconds", report.seconds());
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(map);
    }
}
