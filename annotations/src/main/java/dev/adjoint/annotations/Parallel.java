package dev.adjoint.annotations;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says of a loop's counter in a {@link Kernel} over arrays that the iterations may run in any order, and at once:
 * {@code for (@Parallel int i = 0; i < n; i++)}. The compiler checks it: no iteration may read or write what another one writes.
 *
 * <p>As Java the loop is an ordinary one. The counter is an {@code int} that goes up by one to a bound that does not change; a
 * second parallel loop may stand in the first, with bounds that do not depend on the first counter.
 */
@Documented
@Target(ElementType.LOCAL_VARIABLE)
@Retention(RetentionPolicy.SOURCE)
public @interface Parallel {}
