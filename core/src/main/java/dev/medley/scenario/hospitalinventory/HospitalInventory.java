package dev.medley.scenario.hospitalinventory;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.timestamp_add;

import com.google.auto.service.AutoService;
import dev.medley.mess.Stage;
import dev.medley.model.Columns;
import dev.medley.model.Param;
import dev.medley.model.Rule;
import dev.medley.model.Table;
import dev.medley.scenario.About;
import dev.medley.scenario.Scenario;
import dev.medley.world.Cell;
import dev.medley.world.Emitter;
import dev.medley.world.Horizon;
import dev.medley.world.Simulation;
import dev.medley.world.Simulator;
import dev.medley.world.World;
import java.util.List;

/**
 * Hospitals whose perpetual inventory is wrong in a third of the bins, and whose nurses know it.
 *
 * <p>One cell is one hospital over the whole horizon, with 150 days before it that nobody sees.
 * Every bin has two ledgers: the lots that lie in it and what the system believes. Withdrawals that
 * nobody scans and stock that walks away move the first alone; orders look at the second alone. So
 * a bin can be empty and never be refilled, departments that were burned begin to hide supplies,
 * and a case waits for a screw: none of it is drawn. All times are the hospital's wall clock.
 *
 * <p>{@link Hospital} is the day of a hospital, {@link Bin} the two ledgers, {@link Storeroom} a
 * department, {@link Theatre} what surgery needs, {@link Supply} the lots, recalls and backorders
 * that all hospitals share, {@link Outside} a region's flu, storms and holidays.
 */
@AutoService(Scenario.class)
public final class HospitalInventory implements Scenario {

  // ---- code lists

  /** What an item is for. */
  public enum Category {
    FLOOR,
    EMERGENCY,
    PROCEDURE,
    IMPLANT
  }

  /** Departments with their mean census in a hospital of mean size. */
  public enum Department {
    ED(0, 30, Kind.ALWAYS, Flu.FULL),
    ICU(1, 18, Kind.ALWAYS, Flu.FULL),
    STEPDOWN(2, 20, Kind.ALWAYS, Flu.NONE),
    MEDSURG_A(3, 26, Kind.ALWAYS, Flu.FULL),
    MEDSURG_B(4, 26, Kind.ALWAYS, Flu.FULL),
    MEDSURG_C(5, 24, Kind.ALWAYS, Flu.FULL),
    MEDSURG_D(6, 24, Kind.OPTIONAL, Flu.FULL),
    ONCOLOGY(7, 20, Kind.OPTIONAL, Flu.NONE),
    PEDIATRICS(8, 14, Kind.OPTIONAL, Flu.FULL),
    MATERNITY(9, 18, Kind.OPTIONAL, Flu.NONE),
    OR(10, 0, Kind.ALWAYS, Flu.NONE),
    CATH_LAB(11, 0, Kind.ALWAYS, Flu.NONE);

    private enum Kind {
      ALWAYS,
      OPTIONAL
    }

    private enum Flu {
      FULL,
      NONE
    }

    /** Key of its draws. */
    final int number;

    final double census;
    final boolean isOptional;
    final boolean hasFlu;
    final Item.Place place;

    Department(int number, double census, Kind kind, Flu flu) {
      this.number = number;
      this.census = census;
      this.isOptional = kind == Kind.OPTIONAL;
      this.hasFlu = flu == Flu.FULL;
      this.place = census > 0 ? Item.Place.WARDS : Item.Place.valueOf(name());
    }

    boolean isWard() {
      return place == Item.Place.WARDS;
    }
  }

  /** What an entry of the ledger is. */
  public enum MovementType {
    RECEIPT,
    ISSUE,
    ORDER,
    CYCLE_COUNT,
    SPOT_COUNT,
    EXPIRE,
    QUARANTINE,
    CASE_CANCELLED
  }

  /** How bad it can get: I may kill, II may harm, III hardly does. */
  public enum RecallClass {
    I,
    II,
    III
  }

  /** Why a lot is called back. */
  public enum Reason {
    DESIGN,
    PACKAGING,
    MATERIAL,
    LABELING
  }

  /** Sex of a patient. */
  public enum Sex {
    F,
    M
  }

  // ---- tables

  /** The perpetual inventory of one bin at midnight. */
  @Columns(
      """
      inventory_id             | key, filtered | One bin of one item. | InventoryID
      hospital_id              | filtered | Hospital.
      department               | | ED, ICU, STEPDOWN, MEDSURG_A to MEDSURG_D, ONCOLOGY, PEDIATRICS,
        | MATERNITY, OR or CATH_LAB.
      bin_location             | | Department, aisle and shelf, such as ICU-C07. | BinLocation
      item_id                  | -> items | Item.
      item_name                | | Name of the item. | ItemName
      vendor_id                | | V01 to V09. | VendorID
      par_level                | | Order-up-to level, in units. | ParLevel
      current_stock            | | What the system believes, in units; not a count. | CurrentStock
      on_order_quantity        | | Open orders, in units.
      earliest_expiration_date | date | First of the lots that lie in the bin; NULL if the item does
        | not expire or the bin is empty. | ExpirationDate
      cost_per_unit_usd        | money(10,2) | The hospital's contract price, in US dollars. |
        | CostPerUnit
      event_date               | date, key, filtered | Day that ends at this midnight.
      _legacy_bin              | | Whether its label comes from the old system.
      _old_vendor_master       | | Whether the hospital still uses a merged vendor's old number.
      _downtime                | | Whether the system was down at midnight.
      _master_bad              | | Whether the department's item master is in a bad spell.
      """)
  public record Snapshot(
      long inventoryId,
      long hospitalId,
      Department department,
      String binLocation,
      int itemId,
      String itemName,
      String vendorId,
      int parLevel,
      int currentStock,
      int onOrderQuantity,
      Integer earliestExpirationDate,
      long costPerUnitUsd,
      int eventDate,
      boolean legacyBin,
      boolean oldVendorMaster,
      boolean downtime,
      boolean masterBad) {}

  /** One entry of the ledger. */
  @Columns(
      """
      movement_id            | key, distinct | Entry; in no order.
      inventory_id           | filtered | Bin.
      hospital_id            | filtered | Hospital.
      department             | | As in stock_snapshots.
      item_id                | -> items | Item.
      movement_type          | filtered | RECEIPT, ISSUE (the scanned withdrawals of a day), ORDER,
        | CYCLE_COUNT, SPOT_COUNT, EXPIRE, QUARANTINE or CASE_CANCELLED.
      quantity               | | Change of the system stock, in units: counts are counted less
        | system. ORDER: units ordered, no change. CASE_CANCELLED: 0.
      system_quantity_before | | What the system believed before, in units.
      counted_quantity       | | What a count found, in units; NULL for everything else.
      lot_number             | | RECEIPT, EXPIRE and QUARANTINE; NULL for everything else, since
        | withdrawals are not scanned by lot.
      expiration_date        | date | RECEIPT and EXPIRE of items that expire; NULL for everything
        | else. | ExpirationDate
      movement_ts            | wall clock, distinct, filtered | When it was entered; an ISSUE has the
        | time of the day's largest withdrawal.
      event_date             | date | Day of the movement.
      _pack_size             | | Units in a pack of the item.
      _dock_bad              | | Whether the clerk at the dock is in a bad spell.
      _counter_late          | | Whether who counts is in a spell of late postings.
      """)
  public record Movement(
      long movementId,
      long inventoryId,
      long hospitalId,
      Department department,
      int itemId,
      MovementType movementType,
      int quantity,
      int systemQuantityBefore,
      Integer countedQuantity,
      String lotNumber,
      Integer expirationDate,
      long movementTs,
      int eventDate,
      int packSize,
      boolean dockBad,
      boolean counterLate) {}

  /** One implanted device. */
  @Columns(
      """
      implant_id    | key, distinct | Device in a patient.
      patient_id    | distinct | Patient: a hip has stem and shell, a knee femoral and tibial part,
        | stents are 1 to 4.
      birth_year    | | Year of birth.
      sex           | | F or M.
      deceased_on   | date | Day of death, from the registry; NULL if alive on the last day of the
        | data.
      hospital_id   | filtered | Hospital.
      department    | | OR or CATH_LAB.
      inventory_id  | | Bin it was taken from; NULL if the bin was empty and the vendor's
        | representative brought it.
      item_id       | -> items | Item.
      lot_number    | | L, two letters of the item, number of the lot; NULL if it was not scanned.
      serial_number | distinct | Serial number of the device.
      implanted_ts  | wall clock, distinct | When it was implanted.
      event_date    | date | Day of implanted_ts.
      _scanner_bad  | | Whether scanner and nurse are in a bad spell.
      """)
  public record Implant(
      long implantId,
      long patientId,
      int birthYear,
      Sex sex,
      Integer deceasedOn,
      long hospitalId,
      Department department,
      Long inventoryId,
      int itemId,
      String lotNumber,
      String serialNumber,
      long implantedTs,
      int eventDate,
      boolean scannerBad) {}

  /** One day of a department. */
  @Columns(
      """
      hospital_id            | key, filtered | Hospital.
      department             | key | As in stock_snapshots.
      patient_days           | | Census; 0 in OR and CATH_LAB.
      documented_use_units   | | Units of all its items that were charted at the bedside or in the
        | case.
      documented_use_usd     | money | The same at contract prices, in US dollars.
      cases_scheduled        | | Cases in OR and CATH_LAB; 0 elsewhere.
      cases_cancelled_supply | | Cases that were cancelled since an item was missing.
      event_date             | key, date | Day.
      """)
  public record DepartmentDay(
      long hospitalId,
      Department department,
      int patientDays,
      int documentedUseUnits,
      long documentedUseUsd,
      int casesScheduled,
      int casesCancelledSupply,
      int eventDate) {}

  /** One recall. */
  @Columns(
      """
      recall_id    | key | Recall.
      item_id      | -> items | Implant.
      lot_number   | | The lot that is called back.
      recall_date  | date | Day of the notice.
      recall_class | | I, II or III.
      reason       | | DESIGN, PACKAGING, MATERIAL or LABELING.
      """)
  public record RecallRow(
      long recallId,
      int itemId,
      String lotNumber,
      int recallDate,
      RecallClass recallClass,
      Reason reason) {}

  /** One item of the catalogue. */
  @Columns(
      """
      item_id           | key | Item.
      item_name         | | Name. | ItemName
      category          | | FLOOR, EMERGENCY, PROCEDURE or IMPLANT.
      list_price_usd    | money(10,2) | List price, in US dollars. | CostPerUnit
      unit_of_measure   | | EA, each.
      pack_size         | | Units in a pack; orders are whole packs.
      shelf_life_months | | Months from the maker; NULL if it does not expire.
      is_implant        | | Whether it stays in the patient.
      vendor_id         | | V01 to V09. | VendorID
      """)
  public record ItemRow(
      int itemId,
      String itemName,
      Category category,
      long listPriceUsd,
      String unitOfMeasure,
      int packSize,
      Integer shelfLifeMonths,
      boolean isImplant,
      String vendorId) {}

  /** Who hoards. */
  @Columns(
      """
      hospital_id    | key | Hospital.
      department     | key | Department.
      hoarding_prone | | Whether its nurses hide supplies when they have been burned.
      region         | | NORTHEAST, MIDWEST, SOUTH or WEST.
      """)
  public record DepartmentTruth(long hospitalId, Department department, boolean hoardingProne) {}

  /** What really lies in a bin and beside it, on a Monday night. */
  @Columns(
      """
      inventory_id      | key | Bin.
      hospital_id       | | Hospital.
      department        | | Department.
      item_id           | -> items | Item.
      physical_quantity | | Units in the bin.
      stash_quantity    | | Hidden units of the item in the department.
      event_date        | key, date | A Monday, after the day's movements.
      """)
  public record BinTruth(
      long inventoryId,
      long hospitalId,
      Department department,
      int itemId,
      int physicalQuantity,
      int stashQuantity,
      int eventDate) {}

  /** One device of a recalled lot in a patient. */
  @Columns(
      """
      recall_id   | -> recalls | Recall.
      implant_id  | key, -> implant_log | Device.
      patient_id  | | Patient.
      hospital_id | | Hospital.
      item_id     | -> items | Item.
      event_date  | date | Day of the implantation.
      """)
  public record RecalledPatient(
      long recallId, long implantId, long patientId, long hospitalId, int itemId, int eventDate) {}

  static final Table<Snapshot> STOCK_SNAPSHOTS =
      Table.fact(
              "stock_snapshots",
              Snapshot.class,
              "One row per bin and night: what the system believes after the day's movements.")
          .perMainRow(1);
  static final Table<Movement> STOCK_MOVEMENTS =
      Table.fact("stock_movements", Movement.class, "One row per entry of the stock ledger.")
          .perMainRow(1.13);
  static final Table<Implant> IMPLANT_LOG =
      Table.fact("implant_log", Implant.class, "One row per implanted device.").perMainRow(0.034);
  static final Table<DepartmentDay> DEPARTMENT_DAYS =
      Table.fact("department_days", DepartmentDay.class, "One row per department and day.")
          .perMainRow(0.044);
  static final Table<RecallRow> RECALLS =
      Table.single("recalls", RecallRow.class, "Lots that manufacturers called back.")
          .reference()
          .rows(8);
  static final Table<ItemRow> ITEMS =
      Table.single("items", ItemRow.class, "The 50 items that every hospital stocks.")
          .reference()
          .rows(50);
  static final Table<DepartmentTruth> DEPARTMENT_TRUTH =
      Table.single("department_truth", DepartmentTruth.class, "Which departments hoard.")
          .key()
          .perUnit(11.2);
  static final Table<BinTruth> BIN_TRUTH =
      Table.fact("bin_truth", BinTruth.class, "What lies in every bin on Mondays.")
          .key()
          .perMainRow(1.0 / 7);
  static final Table<RecalledPatient> RECALLED_PATIENTS =
      Table.fact(
              "recalled_patients",
              RecalledPatient.class,
              "One row per implanted device of a recalled lot.")
          .key()
          .perMainRow(0.0014);

  // ---- rules

  static final Param SIZE_SD =
      new Param(
          "hospital.size_sd", 0.30, 0, 1, "Standard deviation of the logarithm of hospital sizes.");
  static final Param FLU =
      new Param(
          "shocks.flu", 0.12, 0, 2, "Rise of the census at the peak of a mean flu wave, a share.");
  static final Param SCAN_MISS =
      Param.share("two_ledgers.scan_miss", 0.0007, "Share of withdrawn units that nobody scans.");
  static final Param REORDER_SHARE =
      Param.share(
          "replenishment.reorder_share",
          0.7,
          "System stock and open orders, as a share of par, at which an order goes out.");
  static final Param FILL =
      Param.share("replenishment.fill", 0.97, "Share of order lines that the vendor has in stock.");
  static final Param BACKORDER_FILL =
      Param.share("replenishment.backorder_fill", 0.85, "The same while a vendor is in backorder.");
  static final Param EXTRA =
      Param.nonNegative(
          "hoarding.extra", 0.6, "What hoarders take on top, as a share of the need.");
  static final Param ALARM =
      Param.nonNegative(
          "hoarding.alarm", 0.12, "What an empty bin adds to the belief of a prone department.");
  static final Param WALK_AWAY =
      Param.share(
          "walk_away.walk_away", 0.0009, "Chance of a bin and day that most of it walks away.");
  static final Param REPORT =
      Param.share(
          "counts.report",
          0.05,
          "Chance of a day that an empty bin with stock in the system is reported.");
  static final Param RECALL_RATE =
      Param.share(
          "recall_panic.recall_rate",
          0.03,
          "Share of implant lots that are recalled; 0 switches off the quarterly hip lot too.");
  static final Param CANCEL =
      Param.share(
          "cancelled_case.cancel",
          0.30,
          "Chance that a missing item of the operating rooms cancels a case.");

  private static final List<Rule> RULES =
      List.of(
          Rule.of(
              "hospital",
              "design",
              "Hospitals differ in size, in their departments, in how well they scan, how much walks"
                  + " away, how vendors ration them and what they pay. Four of ten nursing"
                  + " departments each exist with a chance of 0.8.",
              SIZE_SD),
          Rule.of(
              "shocks",
              "design",
              "A flu wave a region and winter fills the ED, ICU, medical wards and pediatrics. On"
                  + " storm days and nine holidays no truck comes; planned surgery rests on holidays"
                  + " and slackens in August and December.",
              FLU),
          Rule.of(
              "demand",
              "Syntetos-Boylan classes of demand; design",
              "The census of a department remembers itself from day to day; the use of every item"
                  + " follows it, with a spread of its own. Surgery takes what its cases ask for:"
                  + " screws by the fracture, implants by the patient."),
          Rule.of(
              "two_ledgers",
              "1.1 Ghost Inventory; DeHoratius & Raman 2004",
              "Every bin holds lots: the physical stock. The system stock is a second ledger."
                  + " Receipts, write-offs, quarantine and counts move both; a unit that nobody"
                  + " scans moves the first alone. Lots leave first expired first, and one"
                  + " withdrawal in seven newest first.",
              SCAN_MISS),
          Rule.of(
              "replenishment",
              "OntarioBuys; Cardinal Health; design",
              "At night the system orders what its own ledger says is missing, rounded up to whole"
                  + " packs. Vendors deliver after a lead time at the next open dock, and later where"
                  + " they are out of stock; in backorder episodes, which all hospitals share, they"
                  + " mostly are not able to. Every 91 days par moves halfway to what the charted use"
                  + " asks for.",
              REORDER_SHARE,
              FILL,
              BACKORDER_FILL),
          Rule.of(
              "hoarding",
              "1.1 Nurse Hoarding",
              "None to four nursing departments of a hospital are prone. Every empty bin feeds their"
                  + " belief that supplies run out, which fades within months. While it is high they"
                  + " take more floor stock than patients need and hide the rest; a stash melts by 8 %"
                  + " a day. What is charted stays the need, so par never follows.",
              EXTRA,
              ALARM),
          Rule.of(
              "walk_away",
              "1.1 Ghost Inventory",
              "Now and then most of a bin leaves unrecorded: stolen, or moved to another unit."
                  + " The system stays above its reorder point, and nothing is ordered any more.",
              WALK_AWAY),
          Rule.of(
              "counts",
              "design",
              "Each department is counted every 91 days, on one to five open days in a row. An empty"
                  + " bin that patients needed is now and then reported, counted and corrected.",
              REPORT),
          Rule.of(
              "patients",
              "US life table",
              "Age and sex go with the implant, the stem with the sex, death with the age. Lots and"
                  + " recalls know nothing of either."),
          Rule.of(
              "exits",
              "design",
              "At a review one floor bin in a hundred is closed; some hospitals take an item off"
                  + " their list."),
          Rule.of(
              "expiry",
              "Cardinal Health: 7 to 10 % where nobody manages it",
              "A lot comes with 30 to 95 % of its shelf life left, the same at every hospital. On"
                  + " Mondays what has expired is written off."),
          Rule.of(
              "recall_panic",
              "1.1 The \"Recall\" Panic; Peters 2020",
              "Makers call back some lots of implants 160 to 280 days after they were begun, and a"
                  + " hip lot every quarter. Hospitals quarantine what is left; what is in patients"
                  + " has to be found in the implant log.",
              RECALL_RATE),
          Rule.of(
              "cancelled_case",
              "1.1",
              "If an item that costs little is missing in the operating rooms on a working day, a case"
                  + " may be cancelled; else the surgeon works around it.",
              CANCEL));

  // ---- mess

  private static final List<Stage> STAGES =
      List.of(
          Stage.on("stock_snapshots", "snapshot_gap")
              .doc("The system was down at midnight; there is no snapshot.")
              .where("_downtime")
              .rate(1)
              .perRow(0.0083)
              .drop(),
          Stage.on("stock_snapshots", "legacy_item_name")
              .doc("The label comes from the old system: upper case, no spaces, 12 characters.")
              .where("_legacy_bin")
              .rate(1)
              .perRow(0.029)
              .set("item_name", "substr(replace(upper(item_name), ' ', ''), 1, 12)"),
          Stage.on("stock_snapshots", "vendor_merger")
              .doc("The vendor merged; this hospital still books its old number.")
              .where("_old_vendor_master")
              .rate(1)
              .perRow(0.0000015)
              .set("vendor_id", "'V14'"),
          Stage.on("stock_snapshots", "expiry_placeholder")
              .doc("Somebody typed a date that never comes, so that the form could be saved.")
              .where("earliest_expiration_date IS NOT NULL AND _master_bad")
              .rate(0.10)
              .perRow(0.013)
              .set("earliest_expiration_date", "DATE'2099-12-31'"),
          Stage.on("stock_snapshots", "expiry_missing")
              .doc("The expiration date was not entered.")
              .where("earliest_expiration_date IS NOT NULL AND _master_bad")
              .rate(0.20)
              .perRow(0.025)
              .setNull("earliest_expiration_date"),
          Stage.on("stock_movements", "case_for_each")
              .doc("Cases were booked as if they were units.")
              .where("movement_type = 'RECEIPT' AND _pack_size > 1 AND _dock_bad")
              .rate(0.10)
              .perRow(0.0015)
              .set("quantity", "CAST(quantity / _pack_size AS INT)"),
          Stage.on("stock_movements", "double_posted_receipt")
              .doc("The delivery note was posted twice.")
              .where("movement_type = 'RECEIPT' AND _dock_bad")
              .rate(0.06)
              .perRow(0.001)
              .duplicate(),
          Stage.on("stock_movements", "late_posted_count")
              .doc("The count sheet was typed in one to three days later.")
              .where("movement_type = 'CYCLE_COUNT' AND _counter_late")
              .rate(0.25)
              .perRow(0.00026)
              .set(
                  "movement_ts",
                  draws ->
                      timestamp_add(
                          "MINUTE",
                          draws
                              .integer("days", 1, 3)
                              .multiply(24 * 60)
                              .plus(draws.integer("minutes", -180, 60)),
                          col("movement_ts"))),
          Stage.on("implant_log", "lot_not_scanned")
              .doc("The lot was not scanned in the room.")
              .source("1.1")
              .where("_scanner_bad")
              .rate(0.33)
              .perRow(0.049)
              .setNull("lot_number"),
          Stage.on("implant_log", "lot_typo")
              .doc(
                  "The lot was typed: the second and the third character are exchanged, or, if they"
                      + " are equal, the last one is missing.")
              .source("1.1")
              .where("lot_number IS NOT NULL")
              .rate(0.012)
              .perRow(0.012)
              .set(
                  "lot_number",
                  "IF(substr(lot_number, 2, 1) = substr(lot_number, 3, 1),"
                      + " substr(lot_number, 1, length(lot_number) - 1),"
                      + " concat(substr(lot_number, 1, 1), substr(lot_number, 3, 1),"
                      + " substr(lot_number, 2, 1), substr(lot_number, 4)))"));

  // ---- wiring

  /** 254 bins, a few of which close. */
  private static final double SNAPSHOTS_PER_YEAR = 92_500;

  @Override
  public About about() {
    return new About(
        "hospital_inventory",
        "Hospital inventory: a system that is wrong in a third of the bins, and nurses who know it",
        """
            You direct the supply chain of a hospital group and are asked to run just-in-time
            without ever missing a life-saving item. The perpetual inventory says what should be in
            each bin; it is wrong in a third of them. Some departments show zero stock again and
            again although they treat no more patients: their nurses hide supplies because they have
            been burned. A lot of hip implants is recalled and you must name every patient who
            carries one. And cases are cancelled for want of a $46 screw.
        """,
        "hospital",
        List.of("1.1"),
        Horizon.of("2024-01-01", "2024-12-31"));
  }

  @Override
  public List<Table<?>> tables() {
    return List.of(
        STOCK_SNAPSHOTS,
        STOCK_MOVEMENTS,
        IMPLANT_LOG,
        DEPARTMENT_DAYS,
        RECALLS,
        ITEMS,
        DEPARTMENT_TRUTH,
        BIN_TRUTH,
        RECALLED_PATIENTS);
  }

  @Override
  public List<Rule> rules() {
    return RULES;
  }

  @Override
  public List<Stage> stages() {
    return STAGES;
  }

  @Override
  public double mainRowsPerUnit(Horizon horizon) {
    return SNAPSHOTS_PER_YEAR * horizon.years();
  }

  /** The registry of deaths is read, and recalls are known, up to the last day. */
  @Override
  public boolean hasFixedHorizon() {
    return true;
  }

  @Override
  public Simulator simulator(World world) {
    Supply supply = new Supply(world);
    return new Simulator() {
      @Override
      public Simulation open(Cell cell) {
        return new Hospital(cell, supply, world);
      }

      @Override
      public void emitReference(Emitter out) {
        for (Item item : Item.ALL) {
          out.emit(ITEMS, item.row());
        }
        for (Supply.Recall recall : supply.recalls()) {
          if (supply.isPublished(recall)) {
            out.emit(
                RECALLS,
                new RecallRow(
                    recall.id(),
                    recall.item().id(),
                    Supply.lotNumber(recall.item(), recall.lot()),
                    recall.day(),
                    recall.recallClass(),
                    recall.reason()));
          }
        }
      }
    };
  }
}
