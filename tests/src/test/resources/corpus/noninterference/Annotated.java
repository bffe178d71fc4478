package awkward;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** Type annotations, repeated annotations, annotations with nested values, on everything. */
@Annotated.Tag(value = "class", nested = @Annotated.Note(Annotated.class))
final class Annotated {
  @Retention(RetentionPolicy.RUNTIME)
  @Repeatable(Tags.class)
  @interface Tag {
    String value();

    Note nested() default @Note(Object.class);
  }

  @Retention(RetentionPolicy.RUNTIME)
  @interface Tags {
    Tag[] value();
  }

  @interface Note {
    Class<?>[] value() default {};
  }

  @Retention(RetentionPolicy.RUNTIME)
  @Target({ElementType.TYPE_USE, ElementType.TYPE_PARAMETER})
  @interface NonNull {}

  @Tag("one")
  @Tag("two")
  static <@NonNull T extends @NonNull Object> List<@NonNull T> list(@NonNull T @NonNull [] array, int @NonNull ... more) {
    @SuppressWarnings("unused")
    @NonNull String local = (@NonNull String) "x";
    return List.<@NonNull T>of(array);
  }

  void receiver(@NonNull Annotated this) {}

  @dev.adjoint.annotations.Differentiable
  static double f(double x) {
    return x * x;
  }
}
