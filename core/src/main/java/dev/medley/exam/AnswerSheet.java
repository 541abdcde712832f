package dev.medley.exam;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.medley.model.UserError;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Answers to an exam, by the id of the question.
 *
 * @param file where they stand, for errors
 * @param answers the numbers; empty where somebody has none
 */
public record AnswerSheet(String file, Map<String, Optional<Double>> answers) {
  private static final String ID = "id";
  private static final String ANSWER = "answer";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * Reads separated text with a header, or JSON Lines ({@code .jsonl}, {@code .ndjson}, {@code
   * .json}), with the fields {@code id} and {@code answer}; others are ignored.
   *
   * @throws UserError if it cannot be read, lacks the fields, says an id twice, or an answer is no
   *     number
   */
  public static AnswerSheet read(String file) {
    try {
      String text = Files.readString(Path.of(file), StandardCharsets.UTF_8);
      String bare = text.startsWith("\uFEFF") ? text.substring(1) : text;
      boolean isJson = file.toLowerCase(Locale.ROOT).matches(".*\\.(jsonl|ndjson|json)");
      Map<String, Optional<Double>> answers = new LinkedHashMap<>();
      if (isJson) {
        readJson(file, bare, answers);
      } else {
        readCsv(file, bare, answers);
      }
      return new AnswerSheet(file, answers);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError(
          file
              + " cannot be read as answers (.csv with a header, or .jsonl): "
              + (e instanceof java.nio.file.NoSuchFileException
                  ? "no such file"
                  : UserError.firstLine(e)),
          e);
    }
  }

  private static void readCsv(String file, String text, Map<String, Optional<Double>> answers)
      throws IOException {
    String header = text.lines().findFirst().orElse("");
    char separator =
        Stream.of(',', ';', '\t')
            .max(Comparator.comparingLong(c -> header.chars().filter(h -> h == c).count()))
            .orElseThrow();
    CSVFormat format =
        CSVFormat.DEFAULT
            .builder()
            .setDelimiter(separator)
            .setHeader()
            .setSkipHeaderRecord(true)
            .setIgnoreSurroundingSpaces(true)
            .setIgnoreEmptyLines(true)
            .build();
    try (CSVParser lines = format.parse(new StringReader(text))) {
      List<String> names = lines.getHeaderNames();
      if (!names.contains(ID) || !names.contains(ANSWER)) {
        throw new UserError(
            file + " needs the columns id and answer; it has " + String.join(", ", names));
      }
      for (CSVRecord line : lines) {
        String answer = line.isSet(ANSWER) ? line.get(ANSWER) : "";
        put(file, lines.getCurrentLineNumber(), line.get(ID), answer, answers);
      }
    }
  }

  private static void readJson(String file, String text, Map<String, Optional<Double>> answers) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).isBlank()) {
        continue;
      }
      JsonNode line = object(file, i + 1, lines.get(i));
      JsonNode answer = line.path(ANSWER);
      put(
          file,
          i + 1,
          line.path(ID).asText(),
          answer.isNull() || answer.isMissingNode() ? "" : answer.asText(),
          answers);
    }
  }

  private static JsonNode object(String file, int number, String text) {
    try {
      JsonNode line = JSON.readTree(text);
      if (line.isObject() && line.has(ID)) {
        return line;
      }
    } catch (JsonProcessingException e) {
      // Said below, with the line.
    }
    throw new UserError(
        file + " line " + number + " is not of the form {\"id\": \"...\", \"answer\": 0.5}");
  }

  private static void put(
      String file, long line, String id, String text, Map<String, Optional<Double>> answers) {
    String bare = text.strip();
    Optional<Double> answer;
    try {
      answer = bare.isEmpty() ? Optional.empty() : Optional.of(Double.valueOf(bare));
    } catch (NumberFormatException e) {
      answer = Optional.of(Double.NaN);
    }
    if (answer.filter(a -> !Double.isFinite(a)).isPresent()) {
      throw new UserError(
          file
              + " line "
              + line
              + ": '"
              + bare
              + "' is no number, as "
              + id
              + " wants one (like 0.13 or 1234.5; empty for none)");
    }
    if (answers.put(id.strip(), answer) != null) {
      throw new UserError(file + " line " + line + ": " + id + " is answered twice");
    }
  }
}
