package dev.adjoint.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;

/**
 * A chain of calls from the source of a stream to its result, as it is written.
 *
 * @param source what makes the stream
 * @param stages what changes it, in order
 * @param terminal what runs it
 * @param access what is asked of the optional that comes out; null for another result
 */
record StreamChain(Call source, List<Call> stages, Call terminal, Call access) {

  /** A call in the chain with the method that it means. */
  record Call(MethodInvocationTree tree, ExecutableElement method) {
    String name() {
      return method.getSimpleName().toString();
    }

    /** {@code DoubleStream.map}. */
    String readable() {
      return method.getEnclosingElement().getSimpleName() + "." + name();
    }

    String owner() {
      return ((TypeElement) method.getEnclosingElement()).getQualifiedName().toString();
    }

    int arguments() {
      return tree.getArguments().size();
    }

    ExpressionTree argument() {
      return tree.getArguments().getFirst();
    }
  }

  private static final Set<String> STREAMS =
      Set.of("java.util.stream.DoubleStream", "java.util.stream.IntStream", "java.util.stream.Stream");
  private static final Set<String> OPTIONALS = Set.of("java.util.OptionalDouble", "java.util.OptionalInt", "java.util.Optional");
  private static final Set<String> SOURCES = Set.of("java.util.Arrays.stream", "java.util.stream.DoubleStream.of",
      "java.util.stream.DoubleStream.iterate", "java.util.stream.IntStream.of", "java.util.stream.IntStream.range",
      "java.util.stream.IntStream.rangeClosed", "java.util.stream.IntStream.iterate", "java.util.stream.Stream.of",
      "java.util.stream.Stream.iterate");
  private static final Set<String> STAGES = Set.of("map", "mapToDouble", "mapToInt", "mapToObj", "asDoubleStream", "filter",
      "boxed", "peek", "limit", "skip", "takeWhile", "dropWhile", "sequential");
  private static final Set<String> TERMINALS = Set.of("sum", "average", "min", "max", "reduce", "count", "toArray", "forEach",
      "forEachOrdered", "anyMatch", "allMatch", "noneMatch", "findFirst");
  private static final Set<String> ACCESSES =
      Set.of("getAsDouble", "getAsInt", "get", "orElseThrow", "orElse", "orElseGet", "isPresent", "isEmpty");
  private static final Set<String> OPTIONAL_RESULTS = Set.of("average", "min", "max", "findFirst");

  /** Whether a method belongs to streams or to what they result in. */
  static boolean isPart(ExecutableElement method) {
    String owner = ((TypeElement) method.getEnclosingElement()).getQualifiedName().toString();
    return STREAMS.contains(owner) || OPTIONALS.contains(owner) || owner.equals("java.util.stream.BaseStream");
  }

  /** The calls of a chain that ends with this one, the source first; null where it starts with none of the known sources. */
  static List<Call> calls(Body body, MethodInvocationTree last) {
    var calls = new ArrayList<Call>();
    for (ExpressionTree e = last; ; ) {
      if (e instanceof ParenthesizedTree p) {
        e = p.getExpression();
        continue;
      }
      if (!(e instanceof MethodInvocationTree call)) {
        return null;
      }
      ExecutableElement method = body.typing.methodOf(call, body.env);
      var found = new Call(call, method);
      calls.addFirst(found);
      if (method.getModifiers().contains(Modifier.STATIC) || found.owner().equals("java.util.Collection")) {
        boolean known = SOURCES.contains(found.owner() + "." + found.name())
            || StreamSource.isList(body, found);
        return known ? calls : null;
      }
      if (!isPart(method) || !(call.getMethodSelect() instanceof MemberSelectTree s)) {
        return null;
      }
      e = s.getExpression();
    }
  }

  /** The chain, or null when one of its calls is none that is lowered; {@link #stranger} tells which. */
  static StreamChain of(List<Call> calls) {
    if (stranger(calls) != null) {
      return null;
    }
    boolean optional = OPTIONALS.contains(calls.getLast().owner());
    int end = calls.size() - (optional ? 2 : 1);
    return new StreamChain(calls.getFirst(), List.copyOf(calls.subList(1, end)), calls.get(end), optional ? calls.getLast() : null);
  }

  /** The first call that is not lowered, or null. */
  static Call stranger(List<Call> calls) {
    boolean optional = OPTIONALS.contains(calls.getLast().owner());
    int end = calls.size() - (optional ? 2 : 1);
    for (int i = 1; i < calls.size(); i++) {
      Call call = calls.get(i);
      boolean known = i < end ? STAGES.contains(call.name())
          : i > end ? ACCESSES.contains(call.name()) && !(call.name().equals("orElseThrow") && call.arguments() > 0)
          : TERMINALS.contains(call.name()) && isOptional(call) == optional
              && !(call.owner().endsWith(".Stream") && (call.name().matches("min|max") || call.arguments() > 2));
      if (!known || call.owner().endsWith("BaseStream")) {
        return call;
      }
    }
    return end < 1 ? calls.getLast() : null;
  }

  /** Whether the terminal operation gives an optional. */
  private static boolean isOptional(Call call) {
    return OPTIONAL_RESULTS.contains(call.name()) || call.name().equals("reduce") && call.arguments() == 1;
  }

  /** Whether a stage or result may end the stream before its source ends. */
  boolean stopsEarly() {
    return stages.stream().anyMatch(s -> s.name().equals("limit") || s.name().equals("takeWhile"))
        || terminal.name().endsWith("Match") || terminal.name().equals("findFirst");
  }
}
