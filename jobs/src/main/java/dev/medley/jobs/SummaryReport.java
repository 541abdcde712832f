package dev.medley.jobs;

import dev.medley.run.Summary;
import dev.medley.sink.Sink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was written, for a screen. */
final class SummaryReport {
  private final Summary summary;

  SummaryReport(Summary summary) {
    this.summary = summary;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.addAll(Text.paragraph(0, (isNew() ? "Written to " : "Complete in ") + summary.place()));
    lines.add("");
    Grid grid = new Grid(2).words("table").numbers("rows").numbers("files").numbers("size");
    for (Sink.Written table : summary.tables()) {
      grid.row(
          table.name(),
          Text.count(table.rows()),
          Text.count(table.files()),
          Text.bytes(table.bytes()));
    }
    grid.row(
        "total",
        Text.count(summary.rows()),
        Text.count(summary.tables().stream().mapToLong(Sink.Written::files).sum()),
        Text.bytes(summary.tables().stream().mapToLong(Sink.Written::bytes).sum()));
    lines.addAll(grid.lines());
    lines.add("");
    lines.add("  " + Text.duration(summary.elapsed()) + pace());
    return lines;
  }

  /** The same for programs; sizes in bytes, time in seconds. */
  Object json() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("place", summary.place());
    json.put("rows", summary.rows());
    json.put("seconds", summary.elapsed().toMillis() / 1000.0);
    json.put("chunks_written", summary.parts());
    json.put("chunks_found", summary.resumed());
    json.put("tables", summary.tables().stream().map(SummaryReport::json).toList());
    return json;
  }

  private static Map<String, Object> json(Sink.Written table) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", table.name());
    json.put("rows", table.rows());
    json.put("files", table.files());
    json.put("bytes", table.bytes());
    return json;
  }

  private boolean isNew() {
    return summary.parts() > 0;
  }

  /** What an earlier run wrote is among the rows, but took none of this one's time. */
  private String pace() {
    if (!isNew()) {
      return "; all of it had been written before";
    }
    if (summary.resumed() > 0) {
      return "; " + Text.count(summary.resumed(), "chunk") + " had been written before";
    }
    double seconds = Math.max(0.001, summary.elapsed().toMillis() / 1000.0);
    return ", " + Text.count(summary.rows() / seconds) + " rows/s";
  }
}
