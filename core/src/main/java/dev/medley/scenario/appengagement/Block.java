package dev.medley.scenario.appengagement;

import dev.medley.random.Discrete;
import dev.medley.random.Normal;
import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.random.Streams.Draw;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.World;

/** A thousand users of eight clinics, wave after wave. */
final class Block {
  static final int USERS = 1_000;
  private static final int CLINICS = 8;
  private static final long IDS_OF_REGION = 1_000_000_000L;
  private static final long BLOCKS_OF_WAVE = 62_500;
  private static final long WAVES = IDS_OF_REGION / USERS / BLOCKS_OF_WAVE;
  private static final int CLINIC_IDS = 1_024;

  /** What a clinic's users have in common, as standard normal numbers. */
  record Clinic(int id, double age, double type1, double meter, double engagement) {}

  private final Cell cell;
  private final World world;
  private final Reminders reminders;
  private final User.Laws laws;
  private final Streams.Stream clinics;
  private final Streams.Stream clinicOfUser;
  private final Permutation clinicIds;
  private final Streams.Stream ids;

  Block(Cell cell, World world) {
    Streams streams = world.streams();
    this.cell = cell;
    this.world = world;
    this.reminders = new Reminders(cell.regionIndex(), world);
    this.laws = new User.Laws(world);
    this.clinics = streams.named("clinic");
    this.clinicOfUser = streams.named("clinic_of_user");
    this.clinicIds = Permutation.of(CLINIC_IDS, streams.named("clinic_id").bits(0));
    this.ids = streams.named("user_id");
    if (cell.place(0) >= BLOCKS_OF_WAVE) {
      throw new IllegalArgumentException(
          "a region has ids for " + BLOCKS_OF_WAVE + " blocks of users, not for more");
    }
  }

  void emit(Emitter out) {
    int first = (int) world.horizon().from().toEpochDay();
    int last = (int) world.horizon().to().toEpochDay();
    for (long wave = 0; first + wave * Reminders.WAVE_DAYS <= last; wave++) {
      if (wave >= WAVES) {
        throw new IllegalArgumentException(
            "there are user ids for " + WAVES + " waves of 70 days, not for " + world.horizon());
      }
      emitWave(wave, (int) (first + wave * Reminders.WAVE_DAYS), last, out);
    }
  }

  private void emitWave(long wave, int start, int lastDay, Emitter out) {
    long block = wave * BLOCKS_OF_WAVE + cell.place(0);
    long key = (cell.regionIndex() + 1) * IDS_OF_REGION + block * USERS;
    double size = world.value(AppEngagement.CLINIC_SIZE);
    Clinic[] all = new Clinic[CLINICS];
    double[] weights = new double[CLINICS];
    for (int c = 0; c < CLINICS; c++) {
      Draw draw = clinics.at(key, c);
      long number = (cell.unit() * WAVES + wave) * CLINICS + c;
      long id = number / CLINIC_IDS * CLINIC_IDS + clinicIds.at(number % CLINIC_IDS);
      weights[c] = Math.exp(size * Normal.standard(draw));
      all[c] =
          new Clinic(
              Math.toIntExact(id),
              Normal.standard(draw),
              Normal.standard(draw),
              Normal.standard(draw),
              Normal.standard(draw));
    }
    Discrete sizes = Discrete.of(weights);
    Permutation shuffled = Permutation.of(USERS, ids.bits(key));
    for (int i = 0; i < USERS; i++) {
      long userId = key + shuffled.at(i);
      Clinic clinic = all[sizes.at(clinicOfUser.uniform(userId))];
      new User(userId, clinic, start, lastDay, cell.region(), reminders, laws).emit(out);
    }
  }
}
