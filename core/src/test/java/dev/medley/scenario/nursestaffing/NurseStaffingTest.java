package dev.medley.scenario.nursestaffing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.medley.CollectedRows;
import dev.medley.ScenarioContract;
import dev.medley.scenario.Scenario;
import dev.medley.scenario.nursestaffing.NurseStaffing.Attendance;
import dev.medley.scenario.nursestaffing.NurseStaffing.CalloutCover;
import dev.medley.scenario.nursestaffing.NurseStaffing.Certification;
import dev.medley.scenario.nursestaffing.NurseStaffing.Cover;
import dev.medley.scenario.nursestaffing.NurseStaffing.NurseMonth;
import dev.medley.scenario.nursestaffing.NurseStaffing.NurseRow;
import dev.medley.scenario.nursestaffing.NurseStaffing.OvertimeType;
import dev.medley.scenario.nursestaffing.NurseStaffing.Reason;
import dev.medley.scenario.nursestaffing.NurseStaffing.Separation;
import dev.medley.scenario.nursestaffing.NurseStaffing.ShiftCode;
import dev.medley.scenario.nursestaffing.NurseStaffing.ShiftRow;
import dev.medley.scenario.nursestaffing.NurseStaffing.UnitShift;
import dev.medley.scenario.nursestaffing.NurseStaffing.UnitType;
import dev.medley.world.Horizon;
import dev.medley.world.UsCalendar;
import dev.medley.world.UsHoliday;
import dev.medley.world.World;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class NurseStaffingTest extends ScenarioContract {
  private static final NurseStaffing SCENARIO = new NurseStaffing();
  private static final Horizon QUARTER = Horizon.of("2024-01-01", "2024-03-31");
  private static final int UNITS = 8;

  @Override
  protected Scenario scenario() {
    return SCENARIO;
  }

  @Override
  protected Map<String, String> small() {
    return Map.ofEntries(
        Map.entry("units", "20"),
        Map.entry("from", "2024-05-01"),
        Map.entry("to", "2024-05-31"),
        Map.entry("mess.agency_untagged.rate", "1"),
        Map.entry("mess.missed_punch.rate", "0.5"),
        Map.entry("mess.double_clocked.rate", "0.5"),
        Map.entry("mess.polite_exit.rate", "1"),
        Map.entry("mess.termination_missing.rate", "0.5"),
        Map.entry("world.burnout_cascade.p0", "0.03"),
        Map.entry("world.premium_pay_wars.offer_hazard", "0.05"));
  }

  @Override
  protected List<Mechanism> mechanisms() {
    return List.of(
        new Mechanism(
            Map.of("world.burnout_cascade.exposed_gain", "0"),
            Set.of("burnout_cascade", "burnout_bill")),
        new Mechanism(Map.of("world.sunday_flu.super_bowl", "0"), Set.of("sunday_flu")),
        new Mechanism(Map.of("world.census.icu_demand", "0.6"), Set.of("skill_mismatch")),
        new Mechanism(Map.of("world.premium_pay_wars.offer_hazard", "0"), Set.of("pay_war")));
  }

  private static CollectedRows simulate(Map<String, Double> overrides) {
    return simulate(QUARTER, overrides);
  }

  private static CollectedRows simulate(Horizon days, Map<String, Double> overrides) {
    World world = new World(5, SCENARIO.name(), days, UNITS, overrides);
    CollectedRows rows = new CollectedRows();
    for (int region = 0; region < 4; region++) {
      for (long i = 0; i < SCENARIO.cellsIn(region, UNITS, days); i++) {
        SCENARIO.simulator(world).open(SCENARIO.cell(region, i, world)).advanceTo(days.end(), rows);
      }
    }
    return rows;
  }

  private static String place(long unit, ShiftCode code, int day) {
    return unit + " " + code + " " + day;
  }

  private static boolean isCalledIn(ShiftRow row) {
    return row.overtimeType() == OvertimeType.MANDATORY && row.hoursWorked() == 4;
  }

  private static double share(List<ShiftRow> rows, Predicate<ShiftRow> isCounted) {
    return rows.stream().filter(isCounted).count() / (double) rows.size();
  }

  @Test
  void theSheetOfAUnitIsTheSumOfItsNurses() {
    CollectedRows rows = simulate(Map.of());
    Map<String, Integer> present = new HashMap<>();
    Map<String, Integer> missing = new HashMap<>();
    Map<String, Integer> agency = new HashMap<>();
    for (ShiftRow row : rows.of(NurseStaffing.SHIFTS)) {
      if (row.nurseCertification() != Certification.RN) {
        continue;
      }
      String place = place(row.unitId(), row.shiftCode(), row.eventDate());
      if (row.attendanceStatus() == Attendance.CALLED_OUT) {
        missing.merge(place, 1, Integer::sum);
      } else if (!isCalledIn(row)) {
        present.merge(place, 1, Integer::sum);
        agency.merge(place, row.agencyNurseFlag() ? 1 : 0, Integer::sum);
      }
    }
    for (UnitShift sheet : rows.of(NurseStaffing.UNIT_SHIFTS)) {
      String place = place(sheet.unitId(), sheet.shiftCode(), sheet.eventDate());
      assertEquals(
          sheet.presentRns(), present.getOrDefault(place, 0) + sheet.mandatoryCovers(), place);
      assertEquals(sheet.callOuts(), missing.getOrDefault(place, 0), place);
      assertEquals(sheet.agencyRns(), agency.getOrDefault(place, 0), place);
      assertEquals(
          sheet.patientToNurseRatio(), sheet.patientCensus() / (double) sheet.presentRns());
    }
  }

  @Test
  void nobodyIsInTwoPlacesOrWorksWithoutRest() {
    CollectedRows rows = simulate(Map.of());
    Map<Long, Set<Integer>> worked = new HashMap<>();
    for (ShiftRow row : rows.of(NurseStaffing.SHIFTS)) {
      if (row.attendanceStatus() == Attendance.WORKED) {
        int shift = 2 * row.eventDate() + (row.shiftCode() == ShiftCode.D ? 0 : 1);
        assertTrue(
            worked.computeIfAbsent(row.nurseId(), n -> new HashSet<>()).add(shift), row.toString());
      }
    }
    worked.forEach(
        (nurse, shifts) ->
            assertTrue(shifts.stream().noneMatch(s -> shifts.contains(s + 1)), "nurse " + nurse));
  }

  @Test
  void nobodyWorksBeforeTheHireOrAfterTheExit() {
    CollectedRows rows = simulate(Map.of());
    Map<Long, NurseRow> nurses =
        rows.of(NurseStaffing.NURSES).stream().collect(Collectors.toMap(NurseRow::nurseId, n -> n));
    int agency = 0;
    for (ShiftRow row : rows.of(NurseStaffing.SHIFTS)) {
      if (row.agencyNurseFlag()) {
        assertTrue(row.nurseId() >= 900_000_000);
        agency++;
        continue;
      }
      NurseRow nurse = nurses.get(row.nurseId());
      assertTrue(row.eventDate() >= nurse.hireDate(), row.toString());
      assertTrue(
          nurse.terminationDate() == null || row.eventDate() < nurse.terminationDate(),
          row.toString());
      assertEquals(row.isFloat(), row.unitId() != nurse.unitId());
    }
    assertTrue(agency > 100, "agency shifts: " + agency);
    for (Separation exit : rows.of(NurseStaffing.SEPARATIONS)) {
      assertEquals(exit.eventDate(), nurses.get(exit.nurseId()).terminationDate());
    }
  }

  @Test
  void oneHoleTakesThreePiecesOfMandatoryOvertime() {
    CollectedRows rows = simulate(Map.of());
    int covers =
        rows.of(NurseStaffing.UNIT_SHIFTS).stream().mapToInt(UnitShift::mandatoryCovers).sum();
    List<ShiftRow> shifts = rows.of(NurseStaffing.SHIFTS);
    long pieces =
        shifts.stream().filter(row -> row.overtimeType() == OvertimeType.MANDATORY).count();
    assertTrue(covers > 50, "covers: " + covers);
    assertEquals(3, pieces / (double) covers, 0.06);
    assertEquals(covers, shifts.stream().filter(NurseStaffingTest::isCalledIn).count());
    assertEquals(
        covers,
        rows.of(NurseStaffing.CALLOUT_COVER).stream()
            .map(CalloutCover::cover)
            .filter(Cover.MANDATORY::equals)
            .count());
    List<ShiftRow> banned =
        simulate(Map.of("call_out_cascade.mandatory_p", 0.0)).of(NurseStaffing.SHIFTS);
    assertTrue(banned.stream().noneMatch(r -> r.overtimeType() == OvertimeType.MANDATORY));
  }

  @Test
  void aShiftAboveSixDoublesTheExitsOfTheNextMonth() {
    Map<String, Double> often = Map.of("burnout_cascade.p0", 0.05);
    double with = hazardRatio(simulate(often));
    double without =
        hazardRatio(
            simulate(Map.of("burnout_cascade.p0", 0.05, "burnout_cascade.exposed_gain", 0.0)));
    assertTrue(with > 1.5 && with < 2.7, "with: " + with);
    assertTrue(without < 1.35, "without: " + without);
  }

  private static double hazardRatio(CollectedRows rows) {
    double[] months = new double[2];
    double[] exits = new double[2];
    for (NurseMonth month : rows.of(NurseStaffing.NURSE_MONTHS)) {
      if (month.unitType() == UnitType.MEDSURG) {
        int exposed = month.exposed() ? 1 : 0;
        months[exposed]++;
        exits[exposed] += month.resigned() ? 1 : 0;
      }
    }
    return exits[1] / months[1] / (exits[0] / months[0]);
  }

  @Test
  void exposureIsWhatTheRosterShows() {
    CollectedRows rows = simulate(Map.of());
    Set<String> exposed = new HashSet<>();
    for (ShiftRow row : rows.of(NurseStaffing.SHIFTS)) {
      if (row.attendanceStatus() == Attendance.WORKED && row.patientToNurseRatio() > 6) {
        exposed.add(row.nurseId() + " " + UsCalendar.monthNumber(row.eventDate()));
      }
    }
    int first = UsCalendar.monthNumber((int) QUARTER.from().toEpochDay());
    int checked = 0;
    for (NurseMonth month : rows.of(NurseStaffing.NURSE_MONTHS)) {
      int before = UsCalendar.monthNumber(month.eventDate()) - 1;
      if (before >= first) {
        assertEquals(exposed.contains(month.nurseId() + " " + before), month.exposed());
        checked++;
      }
    }
    assertTrue(checked > 1_000, "checked: " + checked);
  }

  @Test
  void theSuperBowlEmptiesTheRosterAndWithoutItNothingElseChanges() {
    List<ShiftRow> with = simulate(Map.of()).of(NurseStaffing.SHIFTS);
    List<ShiftRow> without =
        simulate(Map.of("sunday_flu.super_bowl", 0.0)).of(NurseStaffing.SHIFTS);
    int sunday = UsHoliday.SUPER_BOWL.day(2024);
    Predicate<ShiftRow> isMissing = row -> row.attendanceStatus() == Attendance.CALLED_OUT;
    double full = share(on(with, sunday), isMissing);
    double usual = share(on(without, sunday), isMissing);
    assertTrue(full > 1.2 * usual, full + " and " + usual);
    assertEquals(
        on(with, sunday - 7).stream().filter(isMissing).map(ShiftRow::nurseId).toList(),
        on(without, sunday - 7).stream().filter(isMissing).map(ShiftRow::nurseId).toList());
  }

  private static List<ShiftRow> on(List<ShiftRow> rows, int day) {
    return rows.stream().filter(row -> row.eventDate() == day).toList();
  }

  @Test
  void anOfferTakesNursesOfOneToFourYears() {
    Horizon half = Horizon.of("2024-02-01", "2024-06-30");
    CollectedRows with = simulate(half, Map.of("premium_pay_wars.offer_hazard", 0.2));
    long paid = youngForPay(with);
    long usual = youngForPay(simulate(half, Map.of("premium_pay_wars.offer_hazard", 0.0)));
    assertFalse(with.of(NurseStaffing.MARKET_OFFERS).isEmpty());
    assertTrue(paid > usual + 10, paid + " and " + usual);
  }

  private static long youngForPay(CollectedRows rows) {
    return rows.of(NurseStaffing.SEPARATIONS).stream()
        .filter(exit -> exit.reason() == Reason.PAY)
        .filter(exit -> exit.tenureYears() >= 1 && exit.tenureYears() < 4.2)
        .count();
  }

  @Test
  void theYoungCallOutMore() {
    CollectedRows rows = simulate(Map.of());
    Map<Long, NurseRow> nurses =
        rows.of(NurseStaffing.NURSES).stream().collect(Collectors.toMap(NurseRow::nurseId, n -> n));
    List<ShiftRow> rostered =
        rows.of(NurseStaffing.SHIFTS).stream()
            .filter(row -> !row.agencyNurseFlag() && row.overtimeType() != OvertimeType.VOLUNTARY)
            .toList();
    Predicate<ShiftRow> isMissing = row -> row.attendanceStatus() == Attendance.CALLED_OUT;
    double young =
        share(
            rostered.stream().filter(r -> nurses.get(r.nurseId()).birthYear() > 1994).toList(),
            isMissing);
    double old =
        share(
            rostered.stream().filter(r -> nurses.get(r.nurseId()).birthYear() < 1979).toList(),
            isMissing);
    assertTrue(young > 1.1 * old, young + " and " + old);
  }
}
