package dev.medley.scenario.trialfeasibility;

import dev.medley.scenario.trialfeasibility.Sponsors.SiteTraits;
import dev.medley.scenario.trialfeasibility.Sponsors.Sponsor;
import dev.medley.scenario.trialfeasibility.Studies.StudyTraits;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Site;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.SiteTruth;
import dev.medley.scenario.trialfeasibility.TrialFeasibility.Study;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Simulation;
import dev.medley.world.World;
import java.time.LocalDate;

/** What some sponsors start in a month, in one region. */
final class Block implements Simulation {
  private final Cell cell;
  private final World world;
  private final Sponsors sponsors;
  private final Studies studies;
  private final Recruitment.Laws laws;
  private boolean isDone;

  Block(Cell cell, World world, Sponsors sponsors, Studies studies, Recruitment.Laws laws) {
    this.cell = cell;
    this.world = world;
    this.sponsors = sponsors;
    this.studies = studies;
    this.laws = laws;
  }

  @Override
  public void emitDimensions(Emitter out) {
    if (!cell.isFirst(world.horizon())) {
      return;
    }
    for (int i = 0; i < cell.size(); i++) {
      Sponsor sponsor = sponsors.sponsor(cell.unit(i));
      for (int index = 0; index < sponsor.sitesOf().get(cell.regionIndex()); index++) {
        SiteTraits site = sponsors.site(sponsor, cell.regionIndex(), index);
        out.emit(
            TrialFeasibility.SITES,
            new Site(
                site.id(),
                sponsor.id(),
                Sponsors.name(sponsor, site),
                site.ruccCode(),
                site.catchment(),
                site.irbModel()));
        out.emit(
            TrialFeasibility.SITE_TRUTH, new SiteTruth(site.id(), site.isSloppy(), site.quality()));
      }
    }
  }

  /** A horizon that begins within a month has no study of that month. */
  @Override
  public void advanceTo(LocalDate border, Emitter out) {
    LocalDate first = cell.period().from();
    if (isDone || first.getDayOfMonth() != 1 || !border.isAfter(first)) {
      return;
    }
    isDone = true;
    int startDay = (int) first.toEpochDay();
    Recruitment recruitment = new Recruitment(laws, sponsors, studies, cell.regionIndex(), out);
    for (int i = 0; i < cell.size(); i++) {
      Sponsor sponsor = sponsors.sponsor(cell.unit(i));
      int count = studies.count(sponsor, startDay);
      for (int number = 0; number < count; number++) {
        StudyTraits study = studies.study(sponsor, startDay, number);
        if (sponsor.home() == cell.regionIndex()) {
          list(sponsor, study, out);
        }
        for (int index : studies.selection(sponsor, study, cell.regionIndex())) {
          recruitment.run(sponsor, study, sponsors.site(sponsor, cell.regionIndex(), index));
        }
      }
    }
  }

  private static void list(Sponsor sponsor, StudyTraits study, Emitter out) {
    out.emit(
        TrialFeasibility.STUDIES,
        new Study(
            study.id(),
            sponsor.id(),
            study.area(),
            study.frequency(),
            study.phase(),
            study.schedule(),
            study.startDay(),
            study.closeDay(),
            study.startDay()));
  }
}
