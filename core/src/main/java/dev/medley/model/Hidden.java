package dev.medley.model;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A latent fact that mess stages may read and nobody else sees. Its column name is the component's
 * name in snake_case behind an underscore; it is dropped before a table is written.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface Hidden {}
