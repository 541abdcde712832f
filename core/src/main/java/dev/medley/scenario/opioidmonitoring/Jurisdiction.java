package dev.medley.scenario.opioidmonitoring;

import dev.medley.random.Normal;
import dev.medley.random.Poisson;
import dev.medley.random.Streams.Draw;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.Label;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PharmacyLabel;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PharmacyRow;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PrescriberLabel;
import dev.medley.scenario.opioidmonitoring.OpioidMonitoring.PrescriberRow;
import dev.medley.scenario.opioidmonitoring.Person.Kind;
import dev.medley.world.Emitter;

/** One jurisdiction: its own size, tastes and places, and its years one after the other. */
final class Jurisdiction {
  private static final double SMALLEST = 0.55;
  private static final double LARGEST = 1.7;
  private static final double RATE_SD = 0.25;

  final long unit;
  final Laws laws;
  final Land land;
  final Providers providers;

  /** Relative to 250,000 residents. */
  final double size;

  /** Share of acute hydrocodone that becomes oxycodone, or the other way if below 0. */
  final double tilt;

  final double cashLogit;

  /** Factors on how many shoppers there are and how many carpools come. */
  final double shopping;

  final double carpooling;
  final boolean hasMill;
  final boolean hasProviderX;

  /** Storms close everything, by day. */
  private final boolean[] storms;

  Jurisdiction(long unit, Laws laws) {
    this.unit = unit;
    this.laws = laws;
    Draw draw = laws.unit.at(unit);
    double own = Math.exp(laws.sizeSd * Normal.standard(draw) - laws.sizeSd * laws.sizeSd / 2);
    this.size = Math.min(LARGEST, Math.max(SMALLEST, own));
    this.tilt = Math.min(0.9, Math.max(-0.6, laws.tiltSd * Normal.standard(draw)));
    this.cashLogit = laws.cashLogit + laws.cashSd * Normal.standard(draw);
    this.shopping = Laws.spread(draw, RATE_SD);
    this.carpooling = Laws.spread(draw, RATE_SD);
    long block = (unit - 1) / 4;
    this.hasMill = (block + unit - 1) % 2 == 0 && laws.carpools > 0;
    this.hasProviderX =
        (unit - 1) % 4 != (long) (4 * laws.exempt.uniform(block)) && laws.timesAverage > 0;
    this.land = new Land(unit, laws);
    this.storms = new boolean[Pharmacy.daysNeeded(laws)];
    for (int day = 0; day < storms.length; day++) {
      storms[day] = laws.storms.uniform(unit, laws.firstDay + day) < laws.stormShare;
    }
    this.providers = new Providers(unit, size, land, storms, laws);
  }

  /** How many patients of a kind a year has. */
  int patients(Kind kind, int year, double mean, double sd) {
    double own = Laws.spread(laws.counts.at(unit, kind.number), sd);
    int drawn = Poisson.sample(mean * size * own, laws.counts.at(unit, kind.number, year + 1));
    return Math.min(kind.patients, drawn);
  }

  void emit(Emitter out) {
    emitPlaces(out);
    for (int year = 0; year < laws.years(); year++) {
      Register register = new Register(this, year, out);
      new YearOfCare(this, year, register).live();
      new YearOfSuspects(this, year, register, out).live();
    }
  }

  private void emitPlaces(Emitter out) {
    for (Prescriber p : providers.prescribers) {
      // The prescriber of a mill arrives with it.
      if (p.activity > 0
          || p == providers.institution
          || p == providers.providerX
          || p == providers.cancerCentre) {
        out.emit(OpioidMonitoring.PRESCRIBERS, row(p));
      }
      if (p.isCocktail) {
        label(p, Label.COCKTAIL, out);
      }
    }
    label(providers.cancerCentre, Label.DESTINATION_CANCER, out);
    if (hasProviderX) {
      label(providers.providerX, Label.PROVIDER_X, out);
    }
    for (Pharmacy p : providers.pharmacies) {
      out.emit(
          OpioidMonitoring.PHARMACIES,
          new PharmacyRow(
              p.id, (int) unit, land.zip5[p.zip], land.latitude(p.y), land.longitude(p.x), p.type));
    }
  }

  /** The mill of a year opens, if the world gets so far. */
  void emitMill(Prescriber mill, int year, int open, int raid, Emitter out) {
    if (open >= laws.days) {
      return;
    }
    int opened = laws.firstDay + open;
    out.emit(OpioidMonitoring.PRESCRIBERS, row(mill), opened);
    out.emit(
        OpioidMonitoring.PRESCRIBER_LABELS,
        new PrescriberLabel(mill.id, (int) unit, Label.MILL, opened, laws.firstDay + raid),
        opened);
    if (year == 0) {
      out.emit(
          OpioidMonitoring.PHARMACY_LABELS,
          new PharmacyLabel(providers.fiftieth.id, (int) unit, Label.MILL),
          opened);
    }
  }

  private void label(Prescriber p, Label label, Emitter out) {
    out.emit(
        OpioidMonitoring.PRESCRIBER_LABELS,
        new PrescriberLabel(p.id, (int) unit, label, null, null));
  }

  private PrescriberRow row(Prescriber p) {
    return new PrescriberRow(
        p.id, (int) unit, p.specialty, land.zip5[p.zip], land.latitude(p.y), land.longitude(p.x));
  }
}
