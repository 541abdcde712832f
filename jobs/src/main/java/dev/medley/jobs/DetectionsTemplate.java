package dev.medley.jobs;

import dev.medley.mess.Stage;
import dev.medley.model.Column;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.scenario.Scenario;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A file for the mess that an analyst finds, with its header, and what belongs into it. */
record DetectionsTemplate(Scenario scenario) {
  private static final String HEADER = "table_name,row_key,column_name,stage_id\n";

  /**
   * Writes the header.
   *
   * @throws UserError if the file cannot be made, or is there
   */
  void write(String file) {
    NewFile.write("--template", file, HEADER);
  }

  /** How to fill it in, for a screen. */
  List<String> lines(String file) {
    List<String> lines = new ArrayList<>(Text.paragraph(0, "Header written to " + file));
    lines.add("");
    lines.addAll(
        Text.paragraph(
            0,
            "One line a find. Say the column if the row is there and a value is wrong, and the"
                + " stage if you know it; both may stay empty."));
    lines.add("");
    Grid grid = new Grid(2).words("table_name").words("row_key").words("stage_id");
    for (Table<?> table : scenario.tables()) {
      List<String> stages =
          scenario.stages().stream()
              .filter(s -> s.table().equals(table.name()))
              .map(Stage::id)
              .toList();
      if (!stages.isEmpty()) {
        grid.row(table.name(), rowKey(table), String.join(", ", stages));
      }
    }
    lines.addAll(grid.lines());
    lines.add("");
    lines.add("Next");
    lines.add("  ./medley score " + scenario.name() + " --detections " + Text.shellQuoted(file));
    return lines;
  }

  private static String rowKey(Table<?> table) {
    return table.keyColumns().stream().map(Column::name).collect(Collectors.joining("|"));
  }
}
