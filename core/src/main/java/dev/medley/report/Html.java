package dev.medley.report;

import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValueFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** Text on its way into a page. */
final class Html {
  private static final String ECHARTS = "org.webjars.npm/echarts";

  private Html() {}

  /** Text as an element or an attribute in double or single quotes can hold it. */
  static String text(String text) {
    StringBuilder safe = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> safe.append("&amp;");
        case '<' -> safe.append("&lt;");
        case '>' -> safe.append("&gt;");
        case '"' -> safe.append("&quot;");
        case '\'' -> safe.append("&#39;");
        default -> safe.append(c);
      }
    }
    return safe.toString();
  }

  /** Maps, lists, text, numbers and null as JSON that a script element can hold. */
  static String json(Object value) {
    return ConfigValueFactory.fromAnyRef(value)
        .render(ConfigRenderOptions.concise())
        .replace("<", "\\u003c")
        .replace(">", "\\u003e")
        .replace("\u2028", "\\u2028")
        .replace("\u2029", "\\u2029");
  }

  /** {@code 1,234,567}. */
  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }

  /** A measured value with as many digits as an eye wants. */
  static String figure(Double value) {
    if (value == null) {
      return "–";
    }
    if (Math.abs(value) >= 1000) {
      return String.format(Locale.ROOT, "%,.0f", value);
    }
    return String.format(Locale.ROOT, value == Math.rint(value) ? "%.0f" : "%.4g", value);
  }

  /** A table that scrolls by itself where it is wider than the screen. */
  static String table(List<String> headings, List<List<String>> rows) {
    StringBuilder table =
        new StringBuilder("<div class=\"scroll\" tabindex=\"0\"><table><thead><tr>");
    headings.forEach(h -> table.append("<th scope=\"col\">").append(text(h)).append("</th>"));
    table.append("</tr></thead><tbody>\n");
    for (List<String> row : rows) {
      table.append("<tr>");
      row.forEach(
          cell ->
              table
                  .append(isNumber(cell) ? "<td class=\"n\">" : "<td>")
                  .append(text(cell))
                  .append("</td>"));
      table.append("</tr>\n");
    }
    return table.append("</tbody></table></div>\n").toString();
  }

  private static boolean isNumber(String cell) {
    return cell.equals("–") || cell.matches("-?[0-9][0-9,]*(\\.[0-9]+)?(e[+-]?[0-9]+)?( %)?");
  }

  /** A file of this package. */
  static String resource(String name) {
    return read(Html.class.getResourceAsStream(name), name);
  }

  /** The charts' library, as its WebJar brings it. */
  static String echarts() {
    String about = "META-INF/maven/" + ECHARTS + "/pom.properties";
    Properties properties = new Properties();
    try (InputStream in = Html.class.getClassLoader().getResourceAsStream(about)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    String script =
        "META-INF/resources/webjars/echarts/"
            + properties.getProperty("version")
            + "/dist/echarts.min.js";
    return read(Html.class.getClassLoader().getResourceAsStream(script), script);
  }

  private static String read(InputStream resource, String name) {
    if (resource == null) {
      throw new IllegalStateException("no " + name + " on the class path");
    }
    try (InputStream in = resource) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
