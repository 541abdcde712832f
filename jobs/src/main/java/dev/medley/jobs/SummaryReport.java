package dev.medley.jobs;

import dev.medley.run.Summary;
import dev.medley.sink.Sink;
import java.util.ArrayList;
import java.util.List;

/** What was written, for a screen. */
final class SummaryReport {
  private final Summary summary;

  SummaryReport(Summary summary) {
    this.summary = summary;
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.addAll(Text.paragraph(0, "Written to " + summary.place()));
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
    double seconds = Math.max(0.001, summary.elapsed().toMillis() / 1000.0);
    // What an earlier run wrote is among the rows, but took none of this one's time.
    lines.add(
        "  "
            + Text.duration(summary.elapsed())
            + (summary.resumed() == 0
                ? ", " + Text.count(summary.rows() / seconds) + " rows/s"
                : "; " + Text.count(summary.resumed(), "chunk") + " had been written before"));
    return lines;
  }
}
