package dev.medley.scenario.pbmclaims;

import dev.medley.random.Permutation;
import dev.medley.random.Streams;
import dev.medley.scenario.pbmclaims.PbmClaims.DrugRow;
import dev.medley.scenario.pbmclaims.PbmClaims.FormularyName;
import dev.medley.scenario.pbmclaims.PbmClaims.FormularyRow;
import dev.medley.scenario.pbmclaims.PbmClaims.FormularyStatus;
import dev.medley.world.Cell;
import dev.medley.world.Dealing;
import dev.medley.world.Emitter;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.UsCalendar;
import dev.medley.world.World;
import java.util.List;

/** The benefit manager: what all members of a world share, made once and then only read. */
final class Pbm implements Simulator {
  static final int MEMBERS_PER_UNIT = 1_000;

  /** The day on which list prices, the formulary and the rule for DIR fees change. */
  static final int NEW_YEAR_2024 = UsCalendar.day(2024, 1, 1);

  private static final int FORMULARY_FROM = UsCalendar.day(2023, 1, 1);

  final World world;
  final Draws draws;
  final List<Drug> drugs;
  final Payer.Book payers;
  final Demography demography;
  final Pricing pricing;
  final Member.Laws laws;
  final int firstDay;
  final int lastDay;
  private final Dealing dealing;
  private final Permutation[] memberIds;

  /** A stream for each purpose. */
  static final class Draws {
    final Streams streams;
    final Streams.Stream payerIds;
    final Streams.Stream payerCharge;
    final Streams.Stream payerRebate;
    final Streams.Stream listStep;
    final Streams.Stream market;
    final Streams.Stream invoices;
    final Streams.Stream macs;
    final Streams.Stream payerPrices;
    final Streams.Stream received;
    final Streams.Stream receivedByPayer;
    final Streams.Stream disputes;
    final Streams.Stream doubleInvoices;
    final Streams.Stream awpGaps;
    final Streams.Stream persons;
    final Streams.Stream covers;
    final Streams.Stream needs;
    final Streams.Stream starts;
    final Streams.Stream kinds;
    final Streams.Stream infections;
    final Streams.Stream homes;
    final Streams.Stream claimIds;
    final Streams.Stream phases;
    final Streams.Stream pharmacies;
    final Streams.Stream opening;
    final Streams.Stream lags;
    final Streams.Stream weekdays;
    final Streams.Stream tooSoon;
    final Streams.Stream pickUps;
    final Streams.Stream retries;
    final Streams.Stream refusals;
    final Streams.Stream enforced;
    final Streams.Stream resubmissions;
    final Streams.Stream awpFallbacks;
    final Streams.Stream flatCopays;
    final Streams.Stream postings;
    final Streams.Stream dirStatements;

    Draws(Streams streams) {
      this.streams = streams;
      payerIds = streams.named("id.payer");
      payerCharge = streams.named("payer.charge");
      payerRebate = streams.named("payer.rebate");
      listStep = streams.named("list_step");
      market = streams.named("market");
      invoices = streams.named("invoice");
      macs = streams.named("mac");
      payerPrices = streams.named("payer_price");
      received = streams.named("rebate_received");
      receivedByPayer = streams.named("rebate_received_by_payer");
      disputes = streams.named("dispute");
      doubleInvoices = streams.named("double_invoice");
      awpGaps = streams.named("awp_gap");
      persons = streams.named("person");
      covers = streams.named("cover");
      needs = streams.named("need");
      starts = streams.named("therapy_start");
      kinds = streams.named("therapy_kind");
      infections = streams.named("infection");
      homes = streams.named("home_pharmacy");
      claimIds = streams.named("id.claim");
      phases = streams.named("phase");
      pharmacies = streams.named("pharmacy_of_attempt");
      opening = streams.named("opening");
      lags = streams.named("refill_lag");
      weekdays = streams.named("own_weekday");
      tooSoon = streams.named("too_soon");
      pickUps = streams.named("pick_up");
      retries = streams.named("retry");
      refusals = streams.named("refusal");
      enforced = streams.named("enforced");
      resubmissions = streams.named("resubmission");
      awpFallbacks = streams.named("awp_fallback");
      flatCopays = streams.named("flat_copay");
      postings = streams.named("posting");
      dirStatements = streams.named("dir_statement");
    }
  }

  Pbm(World world, Dealing dealing) {
    this.world = world;
    this.dealing = dealing;
    this.firstDay = (int) world.horizon().from().toEpochDay();
    this.lastDay = (int) world.horizon().to().toEpochDay();
    this.draws = new Draws(world.streams());
    this.drugs = Drug.all(draws, world.value(PbmClaims.STEP), world.value(PbmClaims.CUT));
    this.payers =
        Payer.book(draws, world.value(PbmClaims.PAYER_CHARGE), world.value(PbmClaims.PAYER_REBATE));
    this.demography = new Demography(drugs, world.value(PbmClaims.BRAND));
    this.pricing = new Pricing(this);
    this.laws = new Member.Laws(world);
    this.memberIds = new Permutation[dealing.regions().size()];
    for (int region = 0; region < memberIds.length; region++) {
      memberIds[region] =
          Permutation.of(Member.IDS_OF_REGION, draws.streams.named("id.member").bits(region));
    }
  }

  /** Shuffles the numbers of a region's members. */
  Permutation memberIds(int regionIndex) {
    return memberIds[regionIndex];
  }

  @Override
  public Simulation open(Cell cell) {
    return Simulation.atOnce(out -> live(cell, out));
  }

  private void live(Cell cell, Emitter out) {
    Market market =
        Market.of(this, cell.regionIndex(), cell.place(0) / Market.UNITS, unitsIn(cell));
    Territory territory = new Territory(cell.regionIndex(), this);
    for (int i = 0; i < cell.size(); i++) {
      for (int j = 0; j < MEMBERS_PER_UNIT; j++) {
        long number = cell.place(i) * MEMBERS_PER_UNIT + j;
        new Member(number, cell.regionIndex(), this, market, territory).live(out);
      }
    }
  }

  private long unitsIn(Cell cell) {
    return dealing.unitsIn(cell.regionIndex(), cell.allUnits());
  }

  @Override
  public void emitRegion(int regionIndex, String region, Emitter out) {
    long units = dealing.unitsIn(regionIndex, world.units());
    for (long number = 0; number * Market.UNITS < units; number++) {
      Market.of(this, regionIndex, number, units).emit(out);
    }
  }

  @Override
  public void emitReference(Emitter out) {
    for (Payer payer : payers.payers()) {
      out.emit(PbmClaims.PAYERS, payer.row());
    }
    for (Drug drug : drugs) {
      Drug.Line line = drug.line;
      out.emit(
          PbmClaims.DRUGS,
          new DrugRow(
              drug.ndc,
              line.name(),
              line.therapeuticClass(),
              drug.isBrand,
              drug.isSpecialty(),
              drug.ndcFormat,
              line.unitsPer30Days()));
      if (drug.isBrand) {
        emitFormulary(drug, out);
      }
    }
  }

  private static void emitFormulary(Drug drug, Emitter out) {
    for (FormularyName name : FormularyName.values()) {
      boolean isExcluded = name == FormularyName.NATIONAL && drug.isExcludedLater();
      Integer to = isExcluded ? NEW_YEAR_2024 - 1 : null;
      out.emit(
          PbmClaims.FORMULARY,
          new FormularyRow(name, drug.ndc, FORMULARY_FROM, to, drug.status(name)));
      if (isExcluded) {
        out.emit(
            PbmClaims.FORMULARY,
            new FormularyRow(name, drug.ndc, NEW_YEAR_2024, null, FormularyStatus.EXCLUDED));
      }
    }
  }
}
