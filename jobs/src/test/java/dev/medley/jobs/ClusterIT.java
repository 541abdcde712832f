package dev.medley.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The jar on a standalone cluster of two workers, and what can happen to a cluster. After each
 * fault the tables must be those of a run on one machine that nothing disturbed.
 */
class ClusterIT {
  /** One core takes a quarter of an hour for the rows of the comparison on a slow machine. */
  private static final long ONE_CORE_MINUTES = 30;

  @TempDir private static Path folder;
  private static Rig rig;
  private static Rig.Standalone cluster;
  private static Map<String, String> undisturbed;

  @BeforeAll
  static void start() throws Exception {
    rig = new Rig(folder);
    cluster = rig.new Standalone();
    Path out = folder.resolve("undisturbed");
    List<String> command = new ArrayList<>(generate("undisturbed"));
    command.addAll(List.of("--master", "local[2]"));
    assertEquals(0, Main.commandLine().execute(command.toArray(String[]::new)));
    undisturbed = Rig.checksums(out);
  }

  @AfterAll
  static void end() {
    rig.close();
  }

  @BeforeEach
  void twoIdleWorkers() throws Exception {
    while (cluster.workers().size() < 2) {
      cluster.startWorker();
    }
    for (Rig.Worker worker : cluster.workers()) {
      rig.await("an idle worker", worker.process(), "master", () -> worker.executors().isEmpty());
    }
  }

  @Test
  @Tag("full")
  void eachBlockIsSimulatedOnceAndOnBothMachines() throws Exception {
    Process run = submit("calm");
    rig.await("a commit", run, "calm", () -> Files.exists(commit("calm", "_key/rows")));
    Rig.signal("STOP", run.toHandle());
    List<String> blocks =
        cluster.workers().stream().flatMap(w -> w.blocks().stream()).sorted().toList();
    List<Integer> shares = cluster.workers().stream().map(w -> w.blocks().size()).toList();
    Rig.signal("CONT", run.toHandle());
    assertEquals(0, Rig.finished(run), rig.log("calm"));
    assertEquals(List.of("block-0", "block-1", "block-2", "block-3"), blocks, shares.toString());
    assertEquals(List.of(2, 2), shares);
    assertSame("calm");
  }

  @Test
  void executorKilledInMidStage() throws Exception {
    Process run = submit("executor");
    Rig.Worker victim = cluster.workers().get(1);
    rig.await("a task that simulates", run, "executor", victim::simulates);
    victim.executors().forEach(ProcessHandle::destroyForcibly);
    assertFalse(Files.exists(commit("executor", "visits")), "killed too late");
    assertEquals(0, Rig.finished(run), rig.log("executor"));
    assertTrue(rig.log("executor").contains("ExecutorLostFailure"), rig.log("executor"));
    assertSame("executor");
  }

  @Test
  @Tag("full")
  void workerKilledWithWhatItsDiskHeld() throws Exception {
    Process run = submit("worker");
    rig.await("a commit", run, "worker", () -> Files.exists(commit("worker", "visits")));
    cluster.workers().get(0).kill();
    assertFalse(Files.exists(commit("worker", "_key/rows")), "killed too late");
    assertEquals(0, Rig.finished(run), rig.log("worker"));
    assertTrue(rig.log("worker").contains("Lost executor"), rig.log("worker"));
    assertSame("worker");
  }

  @Test
  void driverKilledAndTheCommandRepeated() throws Exception {
    Process run = submit("driver");
    rig.await("a commit", run, "driver", () -> Files.exists(commit("driver", "visits")));
    run.destroyForcibly();
    assertNotEquals(0, Rig.finished(run));
    assertFalse(Files.exists(commit("driver", "_key/rows")), "killed too late");
    twoIdleWorkers();
    assertEquals(0, Rig.finished(asThePageSays("driver")), rig.log("driver"));
    assertSame("driver");
  }

  /** The command under "Standalone", with the names and sizes of this cluster and this run. */
  private static Process asThePageSays(String name) throws IOException {
    Path root = Path.of(System.getProperty("medley.homes")).getParent();
    String page = Files.readString(root.resolve("docs/cluster.md"));
    Matcher command =
        Pattern.compile("### Standalone\\s+```sh\\n(.*?)```", Pattern.DOTALL).matcher(page);
    assertTrue(command.find());
    String line = command.group(1).replace("\\\n", " ").strip();
    Map<String, String> here = new LinkedHashMap<>();
    here.put("conf/spark-defaults.conf", root.resolve("conf/spark-defaults.conf").toString());
    here.put("spark://master:7077", cluster.url());
    here.put("--total-executor-cores 64", "--total-executor-cores 2");
    here.put("--executor-cores 4", "--executor-cores 1");
    here.put("--executor-memory 8g", "--executor-memory 800m");
    here.put("jobs/target/medley.jar", Rig.jar());
    here.put("--rows 1e9", "--units 4 --to 2024-01-31");
    here.put("/shared/medley", path(name));
    here.put(" --parallelism 64", "");
    for (Map.Entry<String, String> entry : here.entrySet()) {
      assertTrue(line.contains(entry.getKey()), line);
      line = line.replace(entry.getKey(), entry.getValue());
    }
    return cluster.shell(name, List.of(line.split("\\s+", -1)));
  }

  @Test
  @Tag("full")
  void speculativeCopyOfATaskThatHangs() throws Exception {
    Process run =
        submit(
            "speculation",
            "spark.speculation=true",
            "spark.speculation.interval=50ms",
            "spark.speculation.quantile=0.25");
    Rig.Worker slow = cluster.workers().get(1);
    rig.await("a task that simulates", run, "speculation", slow::simulates);
    List<ProcessHandle> executors = slow.executors();
    for (ProcessHandle executor : executors) {
      Rig.signal("STOP", executor);
    }
    try {
      rig.await(
          "a commit without the task that hangs",
          run,
          "speculation",
          () -> Files.exists(commit("speculation", "visits")));
    } finally {
      for (ProcessHandle executor : executors) {
        Rig.signal("CONT", executor);
      }
    }
    assertEquals(0, Rig.finished(run), rig.log("speculation"));
    assertTrue(rig.log("speculation").contains("speculatable"), rig.log("speculation"));
    assertSame("speculation");
  }

  @Test
  @Tag("full")
  void twoCommandsOnOneOutput() throws Exception {
    List<String> half = List.of("spark.cores.max=1");
    Process one = cluster.submit("one", half, generate("two"));
    Process other = cluster.submit("other", half, generate("two"));
    int first = Rig.finished(one);
    int second = Rig.finished(other);
    String logs = rig.log("one") + rig.log("other");
    assertTrue(first == 0 && second == 0, first + ", " + second + "\n" + logs);
    assertSame("two");
  }

  @Test
  @Tag("full")
  void twoExecutorsAgainstOne() throws Exception {
    double one = seconds("one-executor", "spark.cores.max=1");
    double two = seconds("two-executors", "spark.cores.max=2");
    String measured =
        String.format(
            Locale.ROOT,
            "1 executor of 1 core: %.1f s, 2 executors of 1 core: %.1f s, ratio %.2f",
            one,
            two,
            one / two);
    System.out.println(measured);
    assertTrue(one / two > 1.3, measured);
  }

  /**
   * End to end, with the start of Spark. So many rows that the tasks' time outweighs the driver's,
   * which on a machine of two cores takes one of them away from the executors.
   */
  private static double seconds(String name, String setting) throws Exception {
    List<String> command =
        List.of(
            "generate", "wearables", "--rows", "1e8", "--parallelism", "4", "--out", path(name));
    long begun = System.nanoTime();
    Process run = cluster.submit(name, List.of(setting), command);
    assertEquals(0, Rig.finished(run, ONE_CORE_MINUTES), rig.log(name));
    return (System.nanoTime() - begun) / 1e9;
  }

  private static void assertSame(String name) throws IOException {
    Rig.assertSame(undisturbed, folder.resolve(name));
  }

  private static Process submit(String name, String... settings) throws IOException {
    return cluster.submit(name, Arrays.asList(settings), generate(name));
  }

  private static List<String> generate(String name) {
    return List.of(
        "generate", "ed_throughput", "--units", "4", "--to", "2024-01-31", "--out", path(name));
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  private static Path commit(String name, String table) {
    return folder.resolve(
        name + "/ed_throughput/" + table + "/_delta_log/00000000000000000000.json");
  }
}
