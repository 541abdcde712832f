package dev.medley.scenario.hospitalinventory;

import dev.medley.scenario.hospitalinventory.HospitalInventory.Category;
import dev.medley.scenario.hospitalinventory.HospitalInventory.ItemRow;
import java.math.BigDecimal;
import java.util.List;

/**
 * What a hospital keeps in a bin.
 *
 * @param id position in the list, from 1
 * @param code two letters of its lot numbers
 * @param place where it is kept
 * @param listCents list price in cents
 * @param pack units that come together
 * @param rate units per patient-day on the wards, per case in the operating rooms and the cath lab;
 *     of screws and implants, units a day of a hospital of mean size
 * @param months shelf life; 0 if it does not expire
 * @param vendor 1 to 9
 */
record Item(
    int id,
    String code,
    String name,
    Category category,
    Place place,
    long listCents,
    int pack,
    double rate,
    int months,
    int vendor) {

  /** Where a kind of item is kept. */
  enum Place {
    WARDS,
    OR,
    CATH_LAB
  }

  // Items that others speak of, by id.
  static final int N95_RESPIRATOR = 5;
  static final int BATTERY_PACK = 14;
  static final int SCRUBS = 19;
  static final int FIRST_SCREW = 30;
  static final int SCREW_24 = 30;
  static final int SCREW_30 = 31;
  static final int SCREW_36 = 32;
  static final int CANNULATED_SCREW = 33;
  static final int LAST_SCREW = 33;
  static final int STEM_STANDARD = 43;
  static final int STEM_HIGH_OFFSET = 44;
  static final int SHELL = 45;
  static final int KNEE_FEMORAL = 46;
  static final int KNEE_TIBIAL = 47;
  static final int STENT_3_0 = 48;
  static final int STENT_3_5 = 49;
  static final int PACEMAKER = 50;
  static final int FIRST_IMPLANT = 43;

  /** Vendors up to this one deliver by way of a distributor, the others directly. */
  private static final int LAST_DISTRIBUTED_VENDOR = 4;

  private static final double DAYS_PER_MONTH = 30.44;

  /** Design; prices, packs and shelf lives in the order of public list prices. */
  private static final String LIST =
      """
      SC | Sodium chloride 0.9% 1 L bag | FLOOR | WARDS | 2.60 | 12 | 1.4 | 24 | 1
      IS | IV start kit | FLOOR | WARDS | 2.50 | 10 | .45 | 36 | 2
      IC | IV catheter 20G | FLOOR | WARDS | 1.60 | 10 | .7 | 60 | 2
      NG | Nitrile gloves box | FLOOR | WARDS | 9 | 10 | .22 | 60 | 3
      NR | N95 respirator | FLOOR | WARDS | 1.10 | 10 | .35 | 60 | 3
      FT | Foley tray 16Fr | FLOOR | WARDS | 9 | 2 | .06 | 36 | 2
      CL | Central line kit | FLOOR | WARDS | 62 | 1 | .03 | 36 | 2
      SF | Saline flush 10 mL | FLOOR | WARDS | .45 | 30 | 2.6 | 24 | 1
      GP | Gauze 4x4 pack | FLOOR | WARDS | .90 | 10 | 1.1 | 60 | 3
      WD | Wound dressing foam | FLOOR | WARDS | 7.80 | 5 | .28 | 36 | 4
      SU | Suction canister | FLOOR | WARDS | 3.90 | 6 | .18 | 60 | 3
      BT | Blood tube set | FLOOR | WARDS | 1.20 | 20 | 1.5 | 18 | 4
      AE | Adhesive electrode pack | FLOOR | WARDS | 2.10 | 10 | .8 | 24 | 4
      AB | AA battery pack | FLOOR | WARDS | 3.20 | 4 | .12 | 48 | 3
      UP | Underpad | FLOOR | WARDS | .60 | 25 | 1.9 | 60 | 3
      EF | Enteral feeding set | FLOOR | WARDS | 6.40 | 5 | .12 | 36 | 1
      OC | Oxygen cannula | FLOOR | WARDS | 1 | 10 | .5 | 60 | 3
      GT | Glucose test strips | FLOOR | WARDS | 11 | 2 | .15 | 14 | 4
      SB | Scrubs set | FLOOR | WARDS | 14 | 4 | .06 | 60 | 3
      LR | Lactated Ringer 1 L bag | FLOOR | WARDS | 2.80 | 12 | .6 | 24 | 1
      TK | Tracheostomy kit | EMERGENCY | WARDS | 88 | 1 | .0008 | 18 | 2
      CT | Chest tube tray | EMERGENCY | WARDS | 74 | 1 | .0012 | 18 | 2
      IN | Intraosseous needle | EMERGENCY | WARDS | 115 | 1 | .0009 | 12 | 4
      RA | Reversal agent kit | EMERGENCY | WARDS | 210 | 1 | .0012 | 9 | 1
      PA | Pediatric airway set | EMERGENCY | WARDS | 46 | 1 | .0010 | 15 | 4
      EP | Epinephrine tray | EMERGENCY | WARDS | 95 | 1 | .0020 | 8 | 1
      ST | Suture 2-0 | PROCEDURE | OR | 4 | 12 | 2.2 | 60 | 5
      SR | Stapler reload | PROCEDURE | OR | 118 | 3 | .35 | 36 | 5
      BC | Bone cement | PROCEDURE | OR | 74 | 2 | .22 | 24 | 6
      QA | Cortical screw 3.5 x 24 mm | PROCEDURE | OR | 42 | 1 | 4.0 | 0 | 6
      QB | Cortical screw 3.5 x 30 mm | PROCEDURE | OR | 44 | 1 | 3.0 | 0 | 6
      QC | Cortical screw 3.5 x 36 mm | PROCEDURE | OR | 46 | 1 | 1.4 | 0 | 6
      QD | Cannulated screw 6.5 mm | PROCEDURE | OR | 58 | 1 | 1.0 | 0 | 6
      DB | Drill bit 2.5 mm | PROCEDURE | OR | 39 | 1 | .20 | 0 | 6
      SM | Surgical mesh | PROCEDURE | OR | 310 | 1 | .12 | 36 | 5
      DP | Drape pack | PROCEDURE | OR | 16 | 6 | 1.0 | 48 | 3
      HM | Hemostatic matrix | PROCEDURE | OR | 165 | 1 | .15 | 18 | 5
      CI | Contrast iohexol 100 mL | PROCEDURE | CATH_LAB | 38 | 10 | 1.0 | 36 | 4
      GC | Guide catheter | PROCEDURE | CATH_LAB | 64 | 2 | .9 | 24 | 7
      GW | Guide wire 0.014 | PROCEDURE | CATH_LAB | 72 | 2 | 1.1 | 24 | 7
      SH | Introducer sheath | PROCEDURE | CATH_LAB | 28 | 5 | 1.0 | 24 | 7
      CD | Closure device | PROCEDURE | CATH_LAB | 185 | 2 | .5 | 18 | 7
      HS | Hip stem standard | IMPLANT | OR | 2450 | 1 | .71 | 84 | 8
      HO | Hip stem high offset | IMPLANT | OR | 2580 | 1 | .43 | 84 | 8
      AC | Acetabular shell | IMPLANT | OR | 1620 | 1 | 1.14 | 84 | 8
      KF | Knee femoral component | IMPLANT | OR | 2300 | 1 | 1.5 | 84 | 8
      KT | Knee tibial tray | IMPLANT | OR | 1700 | 1 | 1.5 | 84 | 8
      EA | Drug-eluting stent 3.0 x 18 | IMPLANT | CATH_LAB | 1180 | 1 | 2.0 | 18 | 7
      EC | Drug-eluting stent 3.5 x 22 | IMPLANT | CATH_LAB | 1240 | 1 | 1.5 | 18 | 7
      PM | Dual-chamber pacemaker | IMPLANT | CATH_LAB | 4150 | 1 | .6 | 24 | 9
      """;

  /** All items; the item of id 1 is the first. */
  static final List<Item> ALL = parsed();

  private static List<Item> parsed() {
    List<String> lines = LIST.lines().toList();
    Item[] items = new Item[lines.size()];
    for (int i = 0; i < items.length; i++) {
      String[] field = lines.get(i).strip().split(" \\| ", -1);
      items[i] =
          new Item(
              i + 1,
              field[0],
              field[1],
              Category.valueOf(field[2]),
              Place.valueOf(field[3]),
              new BigDecimal(field[4]).movePointRight(2).longValueExact(),
              Integer.parseInt(field[5]),
              Double.parseDouble(field[6]),
              Integer.parseInt(field[7]),
              Integer.parseInt(field[8]));
    }
    return List.of(items);
  }

  static Item of(int id) {
    return ALL.get(id - 1);
  }

  boolean isImplant() {
    return category == Category.IMPLANT;
  }

  boolean isScrew() {
    return id >= FIRST_SCREW && id <= LAST_SCREW;
  }

  boolean isFloor() {
    return category == Category.FLOOR;
  }

  boolean isDistributed() {
    return vendor <= LAST_DISTRIBUTED_VENDOR;
  }

  /** What people like to take along. */
  boolean isTempting() {
    return id == N95_RESPIRATOR || id == BATTERY_PACK || id == SCRUBS;
  }

  double shelfLifeDays() {
    return months * DAYS_PER_MONTH;
  }

  String vendorId() {
    return "V0" + vendor;
  }

  ItemRow row() {
    return new ItemRow(
        id,
        name,
        category,
        listCents,
        "EA",
        pack,
        months == 0 ? null : months,
        isImplant(),
        vendorId());
  }
}
