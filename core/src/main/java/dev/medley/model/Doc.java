package dev.medley.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a column means: unit, allowed values, when it is null. Becomes the column's comment. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Doc {
  String value();

  /** Names that the column has in the source ideas, comma-separated; empty if it has none. */
  String source() default "";
}
