package dev.medley.world;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;

/**
 * Usual hours of kinds of places (design, after common practice in the US). One place's own come
 * from {@link OpeningHours#ofPlace}; another habit of the kind from {@link OpeningHours#on}.
 */
public final class PlaceHours {
  /** Never closes: an emergency department, a monitoring centre. */
  public static final OpeningHours AROUND_THE_CLOCK =
      OpeningHours.CLOSED.on(MONDAY, SUNDAY, "00:00-24:00");

  /** A desk of a company, a payer, a registry. */
  public static final OpeningHours OFFICE =
      OpeningHours.CLOSED
          .on(MONDAY, FRIDAY, "08:00-12:00", "12:45-17:00")
          .onHolidays(Holidays.OFFICE);

  /** What clears payments. */
  public static final OpeningHours BANK =
      OpeningHours.CLOSED.on(MONDAY, FRIDAY, "09:00-17:00").onHolidays(Holidays.FEDERAL);

  /** An outpatient clinic with a lunch break. */
  public static final OpeningHours CLINIC =
      OpeningHours.CLOSED
          .on(MONDAY, FRIDAY, "08:30-12:00", "13:00-16:30")
          .onHolidays(Holidays.FEDERAL);

  /** Nurses of a programme who call patients; no break, they take turns. */
  public static final OpeningHours NURSE_DESK =
      OpeningHours.CLOSED.on(MONDAY, FRIDAY, "08:00-17:00").onHolidays(Holidays.FEDERAL);

  /** The same with Saturday mornings. */
  public static final OpeningHours NURSE_DESK_WITH_SATURDAY =
      NURSE_DESK.on(SATURDAY, "09:00-13:00");

  /** A doctor's office as a visitor meets it: some work over lunch. */
  public static final OpeningHours PHYSICIAN_OFFICE =
      OpeningHours.CLOSED.on(MONDAY, FRIDAY, "08:00-17:30").onHolidays(Holidays.HOSPITAL);

  /** A reference or quality laboratory in two shifts, with a short Saturday. */
  public static final OpeningHours LABORATORY =
      OpeningHours.CLOSED
          .on(MONDAY, FRIDAY, "06:00-22:00")
          .on(SATURDAY, "07:00-15:00")
          .onHolidays(Holidays.HOSPITAL);

  /** A sequencing or pathology laboratory that signs out on working days. */
  public static final OpeningHours SIGN_OUT =
      OpeningHours.CLOSED.on(MONDAY, FRIDAY, "08:00-18:00").onHolidays(Holidays.FEDERAL);

  /** A chain pharmacy. */
  public static final OpeningHours RETAIL_PHARMACY =
      OpeningHours.CLOSED
          .on(MONDAY, SATURDAY, "08:00-21:00")
          .on(SUNDAY, "10:00-18:00")
          .onHolidays(Holidays.MAJOR, "10:00-16:00");

  /** An independent pharmacy: closed on Sundays and holidays. */
  public static final OpeningHours INDEPENDENT_PHARMACY =
      OpeningHours.CLOSED
          .on(MONDAY, FRIDAY, "09:00-18:30")
          .on(SATURDAY, "09:00-13:00")
          .onHolidays(Holidays.MAJOR);

  /** A specialty or mail pharmacy. */
  public static final OpeningHours SPECIALTY_PHARMACY =
      OpeningHours.CLOSED.on(MONDAY, FRIDAY, "09:00-19:00").onHolidays(Holidays.HOSPITAL);

  /** The lines of an access centre; calls in the queue at closing are still served. */
  public static final OpeningHours CALL_CENTRE =
      OpeningHours.CLOSED.on(MONDAY, FRIDAY, "07:30-17:00").onHolidays(Holidays.FEDERAL);

  /** Agents of a patient support programme. */
  public static final OpeningHours SUPPORT_LINE =
      OpeningHours.CLOSED.on(MONDAY, FRIDAY, "08:00-20:00").onHolidays(Holidays.HOSPITAL);

  /** The receiving dock of a hospital or warehouse. */
  public static final OpeningHours DOCK =
      OpeningHours.CLOSED.on(MONDAY, FRIDAY, "06:30-15:30").onHolidays(Holidays.HOSPITAL);

  /** Block time of an operating theatre. */
  public static final OpeningHours THEATRE_BLOCK =
      OpeningHours.CLOSED.on(MONDAY, FRIDAY, "07:30-17:00").onHolidays(Holidays.HOSPITAL);

  /** Scheduled scans of a radiology department. */
  public static final OpeningHours IMAGING =
      OpeningHours.CLOSED.on(MONDAY, SUNDAY, "07:00-19:00").holidaysAsSundays(Holidays.HOSPITAL);

  /** Technicians of a manufacturer's service contract. */
  public static final OpeningHours FIELD_SERVICE =
      OpeningHours.CLOSED.on(MONDAY, FRIDAY, "08:00-18:00").onHolidays(Holidays.HOSPITAL);

  /** A trial site: visits, screenings, monitors. */
  public static final OpeningHours TRIAL_SITE =
      OpeningHours.CLOSED
          .on(MONDAY, FRIDAY, "08:30-12:00", "13:00-16:30")
          .onHolidays(Holidays.RESEARCH);

  private PlaceHours() {}
}
