package dev.adjoint.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.adjoint.processor.ir.Generated;
import dev.adjoint.processor.ir.NewName;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the class with the checks of a class's derivatives: one method for each, and one for all of them. */
public final class CheckWriter {
  private static final TypeName CHECK = Types.name(RuntimeNames.DERIVATIVE_CHECK);
  private static final String ALL = "all";

  private CheckWriter() {}

  /** The file. */
  public static JavaFile emit(Generated.Checks shape) {
    TypeName derivatives = Types.className(shape.derivatives());
    var type = TypeSpec.classBuilder(Types.className(shape.name()))
        .addJavadoc("Checks of {@link $T}. Call {@code verify()} of each in a test.\n", derivatives)
        .addModifiers(Modifier.FINAL)
        .addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    GeneratedFile.mark(type, shape.isPublic());
    Set<String> taken = new HashSet<>(Set.of(ALL));
    List<String> names = new ArrayList<>();
    for (Generated.Check check : shape.checks()) {
      names.add(NewName.add(check.method(), taken));
    }
    TypeName list = ParameterizedTypeName.get(ClassName.get(List.class), CHECK);
    type.addMethod(MethodSpec.methodBuilder(ALL).addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(list)
        .addJavadoc("All of them.\n\n@return in the order of the methods\n")
        .addStatement("return $T.of($L)", ClassName.get(List.class),
            names.stream().map(n -> CodeBlock.of("$L()", n)).collect(CodeBlock.joining(",$W"))).build());
    for (int i = 0; i < names.size(); i++) {
      type.addMethod(method(shape, shape.checks().get(i), names.get(i), derivatives));
    }
    return GeneratedFile.of(shape.name().pkg(), type);
  }

  private static MethodSpec method(Generated.Checks shape, Generated.Check check, String name, TypeName derivatives) {
    TypeName owner = Types.className(shape.origin());
    String types = check.parameters().stream().map(t -> Types.raw(t).toString().replaceAll("(\\w+\\.)+", ""))
        .collect(Collectors.joining(", "));
    var arguments = CodeBlock.builder().add("$T.lookup(),$W$T.class,$W$T.class,$W$S,$Wnew boolean[] {$L}",
        ClassName.get("java.lang.invoke", "MethodHandles"), owner, derivatives, check.method(),
        check.wrt().stream().map(String::valueOf).collect(Collectors.joining(", ")));
    check.parameters().forEach(p -> arguments.add(",$W$T.class", Types.raw(p)));
    var made = CodeBlock.builder().add("$T.$L($L)", CHECK, RuntimeNames.CHECK_OF, arguments.build());
    if (!check.points().isEmpty()) {
      made.add(".$L($T.$L())", RuntimeNames.CHECK_AT, owner, check.points());
    }
    return MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC, Modifier.STATIC).returns(CHECK)
        .addJavadoc("The check of the derivatives of {@code $L($L)}.\n\n@return the check\n", check.method(), types)
        .addStatement("return $L", made.build()).build();
  }
}
