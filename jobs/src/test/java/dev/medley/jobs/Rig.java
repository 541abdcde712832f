package dev.medley.jobs;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.xxhash64;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * What the tests of real runs share: Java processes, each with a log of its own, the Sparks that
 * the build has laid out, and the checksums of what was written. Closing it ends the processes that
 * it started, and their children, and no others.
 */
final class Rig implements AutoCloseable {
  private static final long PATIENCE_MINUTES = 15;

  private final Path folder;
  private final List<ProcessHandle> started = new CopyOnWriteArrayList<>();

  /** A rig that keeps its logs in a folder. */
  Rig(Path folder) {
    this.folder = folder;
    // A build that is interrupted must not leave a cluster behind.
    Runtime.getRuntime().addShutdownHook(new Thread(this::close));
  }

  /** What a test waits for. */
  interface Condition {
    boolean holds() throws IOException;
  }

  // ---- processes

  /** Starts Java with this JVM's options; what it prints is appended to the log of its name. */
  Process java(String name, String classPath, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(a -> a.startsWith("--add-") || a.startsWith("-XX:"))
        .forEach(command::add);
    command.addAll(List.of("-Duser.timezone=UTC", "-cp", classPath));
    command.addAll(List.of(arguments));
    File log = logFile(name).toFile();
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log));
    builder.environment().putAll(environment);
    Process process = builder.start();
    started.add(process.toHandle());
    return process;
  }

  private Path logFile(String name) {
    return folder.resolve(name + ".log");
  }

  /** What a process of this name has printed. */
  String log(String name) throws IOException {
    return Files.exists(logFile(name)) ? Files.readString(logFile(name)) : "";
  }

  /** The exit code; waits for it. */
  static int finished(Process process) throws InterruptedException {
    return finished(process, PATIENCE_MINUTES);
  }

  /** The exit code of a process that may take longer than others; waits for it. */
  static int finished(Process process, long minutes) throws InterruptedException {
    if (!process.waitFor(minutes, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      return -1;
    }
    return process.exitValue();
  }

  /** Holds a process with {@code STOP} and lets it go on with {@code CONT}. */
  static void signal(String signal, ProcessHandle process)
      throws IOException, InterruptedException {
    String pid = Long.toString(process.pid());
    assertEquals(0, finished(new ProcessBuilder("kill", "-" + signal, pid).inheritIO().start()));
  }

  /** Waits until something holds; fails if the process that should bring it about ends before. */
  void await(String what, Process by, String name, Condition condition)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(PATIENCE_MINUTES);
    while (!condition.holds()) {
      boolean alive = by.isAlive() && System.nanoTime() < deadline;
      assertTrue(alive || condition.holds(), () -> "never seen: " + what + "\n" + tail(name));
      Thread.sleep(5);
    }
  }

  private String tail(String name) {
    try {
      return log(name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    for (ProcessHandle process : started) {
      List<ProcessHandle> children = process.descendants().toList();
      process.destroyForcibly();
      children.forEach(ProcessHandle::destroyForcibly);
    }
    started.forEach(process -> process.onExit().join());
  }

  // ---- installations of Spark

  /** The jar that people give to spark-submit. */
  static String jar() {
    return System.getProperty("medley.jar");
  }

  /** An installation that the build has laid out: {@code spark-4.0}, say. */
  static Path home(String name) {
    return Path.of(System.getProperty("medley.homes"), name, "target", "home");
  }

  /** The class path of an installation. */
  static String jars(String name) {
    return home(name).resolve("jars") + File.separator + "*";
  }

  /** A standalone master and its workers, each a process of its own, on the loopback address. */
  final class Standalone {
    private static final String SPARK = "spark-4.0";
    private static final Pattern URL = Pattern.compile("spark://127\\.0\\.0\\.1:\\d+");

    private final List<Worker> workers = new ArrayList<>();
    private final String url;

    Standalone() throws IOException, InterruptedException {
      Process master =
          java(
              "master",
              jars(SPARK),
              environment(folder),
              "-Xmx512m",
              "org.apache.spark.deploy.master.Master",
              "--host",
              "127.0.0.1",
              "--port",
              "0",
              "--webui-port",
              "0");
      await("the master's address", master, "master", () -> URL.matcher(log("master")).find());
      Matcher found = URL.matcher(log("master"));
      assertTrue(found.find());
      this.url = found.group();
    }

    private Map<String, String> environment(Path localDirs) {
      return Map.of(
          "SPARK_HOME",
          home(SPARK).toString(),
          "SPARK_SCALA_VERSION",
          "2.13",
          "SPARK_LOCAL_IP",
          "127.0.0.1",
          "SPARK_LOCAL_DIRS",
          localDirs.toString());
    }

    /**
     * Starts a worker of one core. Its local disk is a folder that no other worker looks into, as
     * if it were another machine.
     */
    Worker startWorker() throws IOException, InterruptedException {
      // Two names of the loopback address are two machines to Spark.
      String host =
          workers().stream().anyMatch(w -> w.host().equals("localhost"))
              ? "127.0.0.1"
              : "localhost";
      String name = "worker-" + (workers.size() + 1);
      Path disk = Files.createDirectories(folder.resolve(name));
      Process process =
          java(
              name,
              jars(SPARK),
              environment(disk),
              "-Xmx256m",
              "org.apache.spark.deploy.worker.Worker",
              "--host",
              host,
              "--webui-port",
              "0",
              "--cores",
              "1",
              "--memory",
              "1g",
              "--work-dir",
              disk.resolve("work").toString(),
              url);
      await(
          "a worker in the cluster",
          process,
          name,
          () -> log(name).contains("Successfully registered with master"));
      Worker worker = new Worker(process, host, disk);
      workers.add(worker);
      return worker;
    }

    /** The workers that run. */
    List<Worker> workers() {
      return workers.stream().filter(w -> w.process().isAlive()).toList();
    }

    /**
     * Runs a line {@code spark-submit …} as a shell would, on a Spark without Delta, as people have
     * it.
     */
    Process shell(String name, List<String> line) throws IOException {
      assertEquals("spark-submit", line.get(0));
      String withoutDelta =
          Worker.list(home(SPARK).resolve("jars"), "*.jar").stream()
              .map(Path::toString)
              .filter(jar -> !jar.contains("delta-") && !jar.contains("unitycatalog"))
              .collect(Collectors.joining(File.pathSeparator));
      List<String> arguments =
          new ArrayList<>(List.of("-Xmx1g", "org.apache.spark.deploy.SparkSubmit"));
      // What it fetches goes with the test.
      arguments.addAll(List.of("--conf", "spark.jars.ivy=" + folder.resolve("ivy")));
      arguments.addAll(line.subList(1, line.size()));
      Path disk = Files.createDirectories(folder.resolve("driver"));
      return java(name, withoutDelta, environment(disk), arguments.toArray(String[]::new));
    }

    String url() {
      return url;
    }

    /** What spark-submit does, in client mode. */
    Process submit(String name, List<String> settings, List<String> command) throws IOException {
      List<String> arguments =
          new ArrayList<>(
              List.of("-Xmx1g", "org.apache.spark.deploy.SparkSubmit", "--master", url));
      arguments.addAll(List.of("--class", "dev.medley.jobs.Main"));
      List<String> all = new ArrayList<>(settings);
      all.add("spark.executor.memory=800m");
      all.add("spark.executor.extraJavaOptions=-XX:+UseSerialGC -XX:TieredStopAtLevel=1");
      all.add("spark.ui.enabled=false");
      all.forEach(setting -> arguments.addAll(List.of("--conf", setting)));
      arguments.add(jar());
      arguments.addAll(command);
      Path disk = Files.createDirectories(folder.resolve("driver"));
      return java(name, jars(SPARK), environment(disk), arguments.toArray(String[]::new));
    }
  }

  /**
   * A worker of the cluster.
   *
   * @param process its process; the executors are its children
   * @param host the name under which Spark knows its machine
   * @param disk where it and its executors keep files
   */
  record Worker(Process process, String host, Path disk) {

    List<ProcessHandle> executors() {
      return process.children().toList();
    }

    /** Whether a task of its executor is simulating just now. */
    boolean simulates() {
      return !executors().isEmpty() && !inChunks("draft-*").isEmpty();
    }

    /** Names of the blocks that its disk keeps. */
    List<String> blocks() {
      return inChunks("block-*").stream().map(p -> p.getFileName().toString()).toList();
    }

    private List<Path> inChunks(String names) {
      List<Path> found = new ArrayList<>();
      for (Path run : list(disk, "medley-*")) {
        for (Path chunk : list(run, "chunk-*")) {
          found.addAll(list(chunk, names));
        }
      }
      return found;
    }

    private static List<Path> list(Path folder, String names) {
      List<Path> found = new ArrayList<>();
      try (var all = Files.newDirectoryStream(folder, names)) {
        all.forEach(found::add);
      } catch (IOException | java.nio.file.DirectoryIteratorException e) {
        // Gone since it was listed.
      }
      return found;
    }

    /** Ends worker and executor as the loss of a machine does: without a word. */
    void kill() {
      List<ProcessHandle> executors = executors();
      process.destroyForcibly();
      executors.forEach(ProcessHandle::destroyForcibly);
      process.onExit().join();
    }
  }

  // ---- what was written

  /** Rows and sum of row hashes of every Delta table below a folder, the key's too. */
  static Map<String, String> checksums(Path out) throws IOException {
    List<Path> tables;
    try (Stream<Path> all = Files.walk(out)) {
      tables = all.filter(p -> p.endsWith("_delta_log")).map(Path::getParent).sorted().toList();
    }
    Map<String, String> checksums = new TreeMap<>();
    CommandSession.with(
        "checksums",
        new MasterOption(),
        spark -> {
          // Spark's defaults are for large tables; with them the tasks cost more than the rows.
          spark.conf().set("spark.sql.shuffle.partitions", "1");
          spark.conf().set("spark.databricks.delta.snapshotPartitions", "1");
          for (Path table : tables) {
            checksums.put(out.relativize(table).toString(), checksum(spark, table.toString()));
          }
          return null;
        });
    assertTrue(checksums.size() >= 10, checksums.toString());
    return checksums;
  }

  /** Rows and sum of row hashes of a Delta table. */
  static String checksum(SparkSession spark, String table) {
    Dataset<Row> rows = spark.read().format("delta").load(table);
    Column[] columns =
        Arrays.stream(rows.columns()).sorted().map(c -> col(c)).toArray(Column[]::new);
    return rows.agg(count(lit(1)), sum(xxhash64(columns).cast("decimal(38,0)"))).first().toString();
  }

  /** Asserts that a run's tables are those of an undisturbed run. */
  static void assertSame(Map<String, String> undisturbed, Path out) throws IOException {
    assertEquals(undisturbed, checksums(out));
  }
}
