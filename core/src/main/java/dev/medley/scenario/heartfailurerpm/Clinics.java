package dev.medley.scenario.heartfailurerpm;

import dev.medley.random.Discrete;
import dev.medley.random.Normal;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.IdBlock;
import dev.medley.world.OpeningHours;
import dev.medley.world.Persona;
import dev.medley.world.PlaceHours;

/** The clinics whose nurses call the patients, ten a region, some of them much larger. */
final class Clinics {
  private static final int PER_REGION = 10;
  private static final double SIZE_SIGMA = 0.6;

  /** A third of the clinics work on Saturday mornings. */
  private static final double SATURDAY_SHARE = 1 / 3.0;

  private static final double DELAY_SIGMA = 0.35;
  private static final Normal UPTITRATED_SHARE = Normal.of(0.5, 0.15).cut(0.2, 0.8);

  /** Minutes that doors open and close off the usual times: by clinic, by day. */
  private static final double DOORS_BY_CLINIC = 4;

  private static final double DOORS_BY_DAY = 1.5;

  /**
   * One clinic.
   *
   * @param clinicId published number, which tells nothing about the region
   * @param hours when its nurses call
   * @param delay how much longer than usual an alert waits there, 1 on average
   * @param uptitratedShare share of the congested to whom it gives a higher dose
   */
  record Clinic(int clinicId, OpeningHours hours, double delay, double uptitratedShare) {}

  private final Clinic[] clinics;
  private final Discrete[] bySize;
  private final Streams.Stream patients;

  Clinics(int regions, Streams streams) {
    IdBlock ids = IdBlock.of("clinic_id", 1, (long) regions * PER_REGION, streams);
    Streams.Stream own = streams.named("clinic");
    Streams.Stream doors = streams.named("clinic_hours");
    this.clinics = new Clinic[regions * PER_REGION];
    this.bySize = new Discrete[regions];
    this.patients = streams.named("clinic_of_patient");
    for (int region = 0; region < regions; region++) {
      double[] sizes = new double[PER_REGION];
      for (int i = 0; i < PER_REGION; i++) {
        int number = region * PER_REGION + i;
        Draw draw = own.at(number);
        sizes[i] = Persona.factor(draw, SIZE_SIGMA);
        OpeningHours hours =
            draw.nextDouble() < SATURDAY_SHARE
                ? PlaceHours.NURSE_DESK_WITH_SATURDAY
                : PlaceHours.NURSE_DESK;
        clinics[number] =
            new Clinic(
                (int) ids.id(number),
                hours.ofPlace(doors, number, DOORS_BY_CLINIC, DOORS_BY_DAY),
                Persona.factor(draw, DELAY_SIGMA),
                UPTITRATED_SHARE.sample(draw));
      }
      bySize[region] = Discrete.of(sizes);
    }
  }

  /** The clinic that looks after a patient. */
  Clinic of(long patientId, int region) {
    return clinics[region * PER_REGION + bySize[region].at(patients.uniform(patientId))];
  }
}
