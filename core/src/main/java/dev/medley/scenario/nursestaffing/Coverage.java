package dev.medley.scenario.nursestaffing;

import dev.medley.random.Streams.Draw;
import dev.medley.scenario.nursestaffing.CareUnit.Contract;
import dev.medley.scenario.nursestaffing.Nurse.Duty;
import dev.medley.scenario.nursestaffing.NurseStaffing.Certification;
import dev.medley.scenario.nursestaffing.NurseStaffing.Cover;
import dev.medley.scenario.nursestaffing.NurseStaffing.OvertimeType;
import java.util.ArrayList;
import java.util.List;

/** Fills the holes of one shift: floats, volunteers, mandatory overtime, agency nurses, nobody. */
final class Coverage {
  private static final double SHORTEST_TENURE_FLOATS = 0.75;

  private final Hospital hospital;
  private final Laws laws;
  private final int day;
  private final int shift;

  /** RNs that colleagues of other units stood in for, by unit. */
  private final int[] floated;

  Coverage(Hospital hospital, Laws laws, int day, int shift) {
    this.hospital = hospital;
    this.laws = laws;
    this.day = day;
    this.shift = shift;
    this.floated = new int[hospital.units.size()];
  }

  void run() {
    List<CareUnit> units = hospital.units;
    // The house supervisor does not begin with the same unit every time.
    int start = Math.floorMod(shift * 5, units.size());
    for (int i = 0; i < units.size(); i++) {
      callFloats(units.get((start + i) % units.size()));
    }
    for (CareUnit unit : units) {
      fillHoles(unit);
    }
    for (CareUnit unit : units) {
      leaveNoUnitAlone(unit);
      sendEarly(unit);
    }
  }

  // ---- floats

  private void callFloats(CareUnit unit) {
    while (unit.present < unit.required) {
      CareUnit donor = donor(unit);
      if (donor == null || !move(donor, unit)) {
        return;
      }
    }
  }

  /** The unit of the same or a neighbouring type that has most RNs to spare. */
  private CareUnit donor(CareUnit unit) {
    CareUnit best = null;
    int most = 0;
    for (CareUnit other : hospital.units) {
      int surplus = other.present - other.required;
      if (unit.isNear(other) && surplus > most) {
        best = other;
        most = surplus;
      }
    }
    return best;
  }

  /** Sends one RN; the one with the shortest tenure first, most times. */
  private boolean move(CareUnit donor, CareUnit unit) {
    List<Duty> own = new ArrayList<>();
    for (Duty duty : donor.duties) {
      boolean isRn = duty.nurse.certification == Certification.RN;
      if (isRn && !duty.isCalledOut && !duty.isFloat() && !duty.nurse.isAgency) {
        own.add(duty);
      }
    }
    if (own.isEmpty()) {
      return false;
    }
    Draw draw = laws.floats.at(unit.id, shift, floated[unit.index]);
    boolean byTenure = draw.nextDouble() < SHORTEST_TENURE_FLOATS;
    Duty chosen = own.get(draw.nextInt(own.size()));
    if (byTenure) {
      for (Duty duty : own) {
        chosen = duty.nurse.hireDay > chosen.nurse.hireDay ? duty : chosen;
      }
    }
    donor.duties.remove(chosen);
    donor.present--;
    chosen.unit = unit;
    unit.duties.add(chosen);
    unit.present++;
    floated[unit.index]++;
    return true;
  }

  // ---- holes that are left

  private void fillHoles(CareUnit unit) {
    int left = unit.required - unit.present;
    if (left <= 0) {
      return;
    }
    int wereMissing = left + floated[unit.index];
    int ofCallOuts = Math.max(0, Math.min(unit.callOuts, wereMissing) - floated[unit.index]);
    for (int hole = 1; hole <= left; hole++) {
      Draw draw = laws.holes.at(unit.id, shift, hole);
      if (hole <= ofCallOuts) {
        hospital.coverOf(unit, day, shift, hole, coverCallOut(unit, draw));
      } else if (draw.nextDouble() < hospital.agencyP) {
        callAgency(unit);
      }
    }
  }

  private Cover coverCallOut(CareUnit unit, Draw draw) {
    boolean isAsked = draw.nextDouble() < Math.min(1, laws.voluntaryP * hospital.volunteers);
    boolean isForced = draw.nextDouble() < hospital.mandatoryP;
    double who = draw.nextDouble();
    double whoStays = draw.nextDouble();
    if (!isAsked && !isForced) {
      return Cover.UNCOVERED;
    }
    List<Nurse> askable = unit.askable(day, shift);
    if (askable.isEmpty()) {
      return Cover.UNCOVERED;
    }
    if (isAsked) {
      Duty extra = callIn(unit, byHabit(askable, who));
      extra.overtime = OvertimeType.VOLUNTARY;
      extra.overtimeHours = extra.plainHours;
      unit.present++;
      return Cover.VOLUNTARY;
    }
    Duty stays = free(unit.dutiesBefore, whoStays);
    if (stays == null) {
      return Cover.UNCOVERED;
    }
    stays.mandate();
    Duty called = callIn(unit, askable.get((int) (who * askable.size())));
    called.plainHours = 0;
    called.mandate();
    unit.mandatoryCovers++;
    unit.present++;
    return Cover.MANDATORY;
  }

  private Duty callIn(CareUnit unit, Nurse nurse) {
    Duty duty = new Duty(nurse, shift, unit);
    nurse.lastShift = shift;
    unit.duties.add(duty);
    return duty;
  }

  private static Nurse byHabit(List<Nurse> nurses, double uniform) {
    double sum = 0;
    for (Nurse nurse : nurses) {
      sum += nurse.overtimeHabit;
    }
    double wanted = uniform * sum;
    int i = 0;
    while (i + 1 < nurses.size() && wanted >= nurses.get(i).overtimeHabit) {
      wanted -= nurses.get(i++).overtimeHabit;
    }
    return nurses.get(i);
  }

  /** One of those who can be kept longer or called early, or null. */
  private static Duty free(List<Duty> duties, double uniform) {
    int n = 0;
    for (Duty duty : duties) {
      n += duty.isFree() ? 1 : 0;
    }
    int wanted = (int) (uniform * n);
    for (Duty duty : duties) {
      if (duty.isFree() && wanted-- == 0) {
        return duty;
      }
    }
    return null;
  }

  private void callAgency(CareUnit unit) {
    for (Contract contract : unit.contracts.get(shift & 1)) {
      if (contract.isFree(day, shift)) {
        contract.work(day, shift);
        unit.duties.add(new Duty(contract.nurse, shift, unit));
        unit.present++;
        unit.agencyRns++;
        return;
      }
    }
    unit.unmet[shift & 1]++;
  }

  // ---- whatever happens

  /** Patients are never without an RN: the fullest shift of the house sends one. */
  private void leaveNoUnitAlone(CareUnit unit) {
    while (unit.present < 1) {
      CareUnit donor = null;
      for (CareUnit other : hospital.units) {
        if (other.present > 1 && (donor == null || other.present > donor.present)) {
          donor = other;
        }
      }
      if (donor == null || !move(donor, unit)) {
        // The manager herself works the shift; she is on no roster.
        unit.present = 1;
      }
    }
  }

  /** Those who were promised to the shift before come four hours early. */
  private void sendEarly(CareUnit unit) {
    int due = unit.earlyDue;
    unit.earlyDue = unit.mandatoryCovers;
    for (int i = 0; i < due; i++) {
      Duty early = free(unit.duties, laws.earlyComers.at(unit.id, shift, i).nextDouble());
      if (early != null) {
        early.mandate();
      }
    }
  }
}
