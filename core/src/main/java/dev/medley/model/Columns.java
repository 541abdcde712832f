package dev.medley.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a record's components are as columns, one line a column, in the order of the components:
 *
 * <pre>
 * visit_id        | key, distinct              | Visit.                              | VisitID
 * facility_id     | -&gt; facilities, filtered    | Emergency department.
 * arrival_ts      | wall clock, distinct       | Door time.                          | Arrival_Time
 * boarding_hours  | 2 decimals                 | Hours from decision to departure.
 * _unhoused       |                            | Whether the patient has no home.
 * event_date      | date, filtered             | Day of arrival_ts.
 * </pre>
 *
 * <p>A line is name, marks, meaning (unit, allowed values, when it is NULL) and, if it has any, its
 * names in the source ideas, separated by commas. A name that begins with an underscore is hidden:
 * mess stages may read it, and it is dropped before the table is written. A longer meaning goes on
 * in lines that begin with a bar. A line {@code region} without a component is filled by the engine
 * with the region of the cell. The marks, separated by commas:
 *
 * <ul>
 *   <li>{@code key}: part of the row's key, which is unique in the clean table;
 *   <li>{@code -> table}: every value that is not NULL is a key of that table;
 *   <li>{@code distinct}: values hardly ever repeat, so files are written without a dictionary;
 *   <li>{@code filtered}: people filter by it, so Delta keeps its range for every file;
 *   <li>{@code date} (int, days since 1970-01-01), {@code wall clock} (long, local seconds) and
 *       {@code instant} (long, UTC seconds);
 *   <li>{@code money} or {@code money(10,4)}: a long, in the smallest unit of the scale; {@code
 *       money} alone is DECIMAL(12,2);
 *   <li>{@code 2 decimals}: a double that is stored rounded half up, 0 to 6 decimals;
 *   <li>{@code 900 bytes}: a text of about that size on average, for plans.
 * </ul>
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface Columns {
  String value();
}
