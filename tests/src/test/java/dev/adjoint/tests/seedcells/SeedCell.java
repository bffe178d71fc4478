package dev.adjoint.tests.seedcells;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test that runs the program of a cell; its parameter is the {@link Cell}, which is verified when it returns. */
@Test
@ExtendWith(CellExtension.class)
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface SeedCell {
  /** The id in {@code seed_cells.json}. */
  String value();
}
