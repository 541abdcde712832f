package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jar on an object store: what S3 answers, through Hadoop's s3a, with Delta's log on it. */
@Tag("full")
class ObjectStoreIT {
  private static final Pattern PORT = Pattern.compile("(\\d+) \\(http\\)");
  private static final String BUCKET = "medley";

  private final HttpClient http = HttpClient.newHttpClient();
  @TempDir private Path folder;

  @Test
  void resumedRunOnS3HasTheRowsOfOneOnDisk() throws Exception {
    Path undisturbed = folder.resolve("undisturbed");
    String[] local = generate(undisturbed.toString()).toArray(String[]::new);
    assertEquals(0, Main.commandLine().execute(local));
    try (Rig rig = new Rig(folder)) {
      String endpoint = startStore(rig);
      String table = "/" + BUCKET + "/ed_throughput/visits/_delta_log/";

      Process killed = medley(rig, "killed", endpoint, generate("s3a://" + BUCKET));
      rig.await(
          "a commit",
          killed,
          "killed",
          () -> exists(endpoint + table + "00000000000000000000.json"));
      killed.destroyForcibly();
      assertNotEquals(0, Rig.finished(killed));
      String last = "/" + BUCKET + "/ed_throughput/_key/rows/_delta_log/00000000000000000000.json";
      assertTrue(!exists(endpoint + last), "killed too late");

      Process resumed = medley(rig, "resumed", endpoint, generate("s3a://" + BUCKET));
      assertEquals(0, Rig.finished(resumed), rig.log("resumed"));
      assertTrue(exists(endpoint + last), rig.log("resumed"));

      Process verify =
          medley(
              rig,
              "verify",
              endpoint,
              List.of("verify", "ed_throughput", "--out", "s3a://" + BUCKET));
      assertEquals(0, Rig.finished(verify), rig.log("verify"));
      assertTrue(rig.log("verify").contains("PASS     structure"), rig.log("verify"));

      Path fetched = folder.resolve("fetched");
      List<String> fetch = new ArrayList<>();
      settings(endpoint).forEach((key, value) -> fetch.addAll(List.of("-D", key + "=" + value)));
      fetch.addAll(List.of("-get", "s3a://" + BUCKET + "/ed_throughput", fetched.toString()));
      Files.createDirectories(fetched);
      Process get = java(rig, "get", "org.apache.hadoop.fs.FsShell", List.of(), fetch);
      assertEquals(0, Rig.finished(get), rig.log("get"));
      Map<String, String> found = new TreeMap<>(Rig.checksums(fetched));
      found.remove("ed_throughput/_key/quality_report");
      assertEquals(Rig.checksums(undisturbed), found);
    }
  }

  /** Starts a store with one bucket, all in a process of its own; its address. */
  private String startStore(Rig rig) throws Exception {
    Process store =
        rig.java(
            "s3",
            Rig.jars("s3mock"),
            Map.of(),
            "-Xmx512m",
            "-Djava.io.tmpdir=" + Files.createDirectories(folder.resolve("s3")),
            "com.adobe.testing.s3mock.S3MockApplication",
            "--server.address=127.0.0.1",
            "--server.port=0",
            "--http.port=0",
            "--com.adobe.testing.s3mock.store.initialBuckets=" + BUCKET);
    rig.await("the store's port", store, "s3", () -> PORT.matcher(rig.log("s3")).find());
    Matcher port = PORT.matcher(rig.log("s3"));
    assertTrue(port.find());
    String endpoint = "http://127.0.0.1:" + port.group(1);
    rig.await("the bucket", store, "s3", () -> exists(endpoint + "/" + BUCKET));
    return endpoint;
  }

  private Process medley(Rig rig, String name, String endpoint, List<String> command)
      throws IOException {
    List<String> options = new ArrayList<>();
    settings(endpoint).forEach((key, value) -> options.add("-Dspark.hadoop." + key + "=" + value));
    return java(rig, name, Main.class.getName(), options, command);
  }

  private Process java(
      Rig rig, String name, String main, List<String> options, List<String> command)
      throws IOException {
    List<String> arguments = new ArrayList<>(options);
    arguments.add("-Xmx1g");
    arguments.add(main);
    arguments.addAll(command);
    String classPath =
        String.join(
            File.pathSeparator,
            emptyConfiguration().toString(),
            Rig.jar(),
            Rig.jars("spark-4.0"),
            Rig.jars("s3a"));
    return rig.java(name, classPath, Map.of(), arguments.toArray(String[]::new));
  }

  /** Hadoop's own commands want a file of settings, if only an empty one. */
  private Path emptyConfiguration() throws IOException {
    Path conf = Files.createDirectories(folder.resolve("conf"));
    Files.writeString(conf.resolve("core-site.xml"), "<configuration/>");
    return conf;
  }

  private static Map<String, String> settings(String endpoint) {
    return Map.of(
        "fs.s3a.endpoint", endpoint,
        "fs.s3a.endpoint.region", "us-east-1",
        "fs.s3a.path.style.access", "true",
        "fs.s3a.access.key", "any",
        "fs.s3a.secret.key", "any");
  }

  private static List<String> generate(String out) {
    return List.of(
        "generate",
        "ed_throughput",
        "--units",
        "4",
        "--to",
        "2024-01-31",
        "--master",
        "local[2]",
        "--out",
        out);
  }

  private boolean exists(String address) throws IOException {
    HttpRequest head =
        HttpRequest.newBuilder(URI.create(address))
            .method("HEAD", HttpRequest.BodyPublishers.noBody())
            .build();
    try {
      return http.send(head, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } catch (java.net.ConnectException e) {
      return false;
    }
  }
}
