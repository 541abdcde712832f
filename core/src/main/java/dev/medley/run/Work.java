package dev.medley.run;

import dev.medley.config.Identity;
import dev.medley.config.RunConfig;
import dev.medley.model.Table;
import dev.medley.model.UserError;
import dev.medley.plan.Plan;
import dev.medley.plan.Wanted;
import dev.medley.sink.Manifest;
import dev.medley.sink.Replacing;
import dev.medley.sink.Sink;
import dev.medley.world.Horizon;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a run has to do: the stretch of days to make, and what goes as it comes. A pure function of
 * what the output holds and of what is asked for.
 *
 * @param plan of the whole world, cut as the stretch was first cut
 * @param emit days to make
 * @param stretch its name
 * @param replaced what goes as the first chunk comes
 * @param state COMPLETE if there is nothing left to do
 * @param begun the manifest while it is made
 * @param completed the manifest afterwards
 */
record Work(
    Plan plan,
    Horizon emit,
    String stretch,
    Replacing replaced,
    Manifest.State state,
    Manifest begun,
    Manifest completed) {

  /**
   * What is left to do.
   *
   * @param found what the output holds; empty if nothing
   * @param asked the run
   * @param parallelism tasks that run at a time
   * @param place names the output in errors
   * @throws UserError if the run does not go with what is there
   */
  static Work of(Optional<Manifest> found, RunConfig asked, int parallelism, String place) {
    Choice choice = new Choice(asked, parallelism, place);
    return found.map(choice::beside).orElseGet(() -> choice.fresh(0));
  }

  /** Whether some days of a world are written again, and its entities stay as they are. */
  boolean replacesPart() {
    return replaced instanceof Replacing.Days;
  }

  /** The same stretch once more, to make what it has lost. */
  Work reopened() {
    List<Manifest.Stretch> stretches = new ArrayList<>(begun.stretches());
    stretches.replaceAll(
        s ->
            s.days().equals(emit)
                ? new Manifest.Stretch(
                    s.days(), Manifest.State.WRITING, s.parallelism(), s.rowsPerFile())
                : s);
    return new Work(
        plan, emit, stretch, replaced, Manifest.State.WRITING, begun.with(stretches), completed);
  }

  Sink.Cut cut() {
    return new Sink.Cut(plan.parallelism(), plan.config().engine().rowsPerFile());
  }

  Wanted wanted() {
    RunConfig config = plan.config();
    return replacesPart()
        ? Wanted.datedIn(emit, config.world())
        : Wanted.startingIn(emit, config.scenario());
  }

  /** How the work is chosen. */
  private record Choice(RunConfig asked, int parallelism, String place) {

    Work beside(Manifest manifest) {
      String difference = difference(manifest);
      Horizon held = manifest.horizon();
      Horizon wanted = asked.horizon();
      int last = manifest.stretches().size() - 1;
      boolean isOpen = manifest.stretches().get(last).state() == Manifest.State.WRITING;
      if (isOpen
          && difference.isEmpty()
          && manifest.stretches().get(last).days().to().equals(wanted.to())) {
        return stretch(manifest, last);
      }
      if (asked.output().overwrite()) {
        return overwriting(manifest, difference);
      }
      if (!difference.isEmpty()) {
        throw refused(
            "holds other data: " + difference + " (choose another output, or --overwrite)");
      }
      if (!wanted.from().equals(held.from())) {
        throw refused(
            "begins on "
                + held.from()
                + ", --from asks for "
                + wanted.from()
                + "; a world keeps its first day");
      }
      if (wanted.to().isAfter(held.to())) {
        return longer(manifest, isOpen);
      }
      if (wanted.to().isBefore(held.to())) {
        throw refused(
            "holds "
                + text(held)
                + " already; --to "
                + wanted.to()
                + " would take rows away (use --overwrite or another output)");
      }
      if (asked.units() != manifest.units()) {
        throw refused(
            "holds "
                + manifest.units()
                + " units, this run asks for "
                + asked.units()
                + " (choose another output, or --overwrite)");
      }
      return stretch(manifest, last);
    }

    private Work longer(Manifest manifest, boolean isOpen) {
      Horizon held = manifest.horizon();
      if (asked.scenario().hasFixedHorizon()) {
        throw refused(
            "ends on "
                + held.to()
                + ", and rows of "
                + asked.scenario().name()
                + " depend on the last day; --to "
                + asked.horizon().to()
                + " is another world (choose another output, or --overwrite)");
      }
      if (isOpen) {
        throw refused(
            "is not complete up to "
                + held.to()
                + "; repeat that run before going on to "
                + asked.horizon().to());
      }
      List<Manifest.Stretch> stretches = new ArrayList<>(manifest.stretches());
      stretches.add(begin(new Horizon(held.end(), asked.horizon().to())));
      return stretch(manifest.with(stretches), stretches.size() - 1);
    }

    private Work overwriting(Manifest manifest, String difference) {
      Horizon held = manifest.horizon();
      Horizon wanted = asked.horizon();
      boolean wholeWorld = !wanted.from().isAfter(held.from()) && !wanted.to().isBefore(held.to());
      boolean sameWorld = difference.isEmpty() && wanted.from().equals(held.from());
      if (sameWorld && !wholeWorld) {
        if (asked.scenario().hasFixedHorizon()) {
          throw refused(
              "is a world whose rows depend on its last day, "
                  + held.to()
                  + "; --overwrite must cover all of "
                  + text(held));
        }
        requireWholeFolders(wanted);
        List<Manifest.Stretch> stretches = new ArrayList<>(manifest.stretches());
        stretches.add(begin(wanted));
        return stretch(manifest.with(stretches), stretches.size() - 1);
      }
      if (!wholeWorld) {
        throw refused(
            "holds another world ("
                + (difference.isEmpty() ? "from " + manifest.from() : difference)
                + ") over "
                + text(held)
                + "; --overwrite must cover all of it");
      }
      if (!manifest.layout().equals(layout())) {
        throw refused(
            "is laid out as "
                + manifest.layout()
                + ", not "
                + layout()
                + "; remove it or choose another output");
      }
      return fresh(manifest.generation() + 1);
    }

    /** A folder of Parquet can only go as a whole. */
    private void requireWholeFolders(Horizon days) {
      boolean hasMonths =
          asked.output().grain() == RunConfig.Grain.MONTH
              && (asked.output().key()
                  || asked.chosenTables().stream()
                      .anyMatch(t -> t.layout() == Table.Layout.MONTH_AND_REGION));
      if (asked.output().format() == RunConfig.Format.PARQUET
          && hasMonths
          && days.end().getDayOfMonth() != 1) {
        throw refused(
            "is Parquet in folders of months, which can only be overwritten by whole folders: --to "
                + days.to().withDayOfMonth(days.to().lengthOfMonth())
                + ", or "
                + days.to().withDayOfMonth(1).minusDays(1));
      }
    }

    private UserError refused(String why) {
      return new UserError(place + " " + why);
    }

    Work fresh(int generation) {
      return stretch(
          new Manifest(
              Identity.of(asked).text(),
              asked.units(),
              asked.horizon().from(),
              asked.regions(),
              asked.tables(),
              layout(),
              generation,
              List.of(begin(asked.horizon()))),
          0);
    }

    private Manifest.Stretch begin(Horizon days) {
      int asksFor = asked.engine().parallelism();
      return new Manifest.Stretch(
          days,
          Manifest.State.WRITING,
          asksFor > 0 ? asksFor : parallelism,
          asked.engine().rowsPerFile());
    }

    private Work stretch(Manifest manifest, int number) {
      Manifest.Stretch stretch = manifest.stretches().get(number);
      RunConfig config =
          asked
              .withUnits(manifest.units())
              .over(manifest.horizon())
              .by(
                  new RunConfig.Engine(
                      stretch.rowsPerFile(), stretch.parallelism(), asked.engine().spillFolder()));
      List<Manifest.Stretch> done = new ArrayList<>(manifest.stretches());
      done.set(
          number,
          new Manifest.Stretch(
              stretch.days(),
              Manifest.State.COMPLETE,
              stretch.parallelism(),
              stretch.rowsPerFile()));
      return new Work(
          Plan.of(config, stretch.parallelism()),
          stretch.days(),
          manifest.stretchName(config.scenario().name(), number),
          manifest.replacedBy(number),
          stretch.state(),
          manifest,
          manifest.with(done));
    }

    /** How what is there differs from what is asked for, units apart; empty if it does not. */
    private String difference(Manifest manifest) {
      Identity there = Identity.parse(manifest.identity());
      String worlds = there.differenceTo(Identity.of(asked).withUnits(there.units()));
      if (!worlds.isEmpty()) {
        return worlds;
      }
      if (!manifest.regions().equals(asked.regions())) {
        return "regions " + manifest.regions() + " there, " + asked.regions() + " asked for";
      }
      if (!manifest.tables().equals(asked.tables())) {
        return "tables " + manifest.tables() + " there, " + asked.tables() + " asked for";
      }
      if (!manifest.layout().equals(layout())) {
        return "laid out as " + manifest.layout() + ", " + layout() + " asked for";
      }
      return "";
    }

    private Manifest.Layout layout() {
      return Manifest.Layout.of(asked.output());
    }

    private static String text(Horizon days) {
      return days.from() + ".." + days.to();
    }
  }
}
