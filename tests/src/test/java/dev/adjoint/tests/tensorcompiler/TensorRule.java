package dev.adjoint.tests.tensorcompiler;

import dev.adjoint.runtime.tensor.NeuralNet;
import dev.adjoint.runtime.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.Annotation;
import java.lang.classfile.AnnotationElement;
import java.lang.classfile.AnnotationValue;
import java.lang.classfile.AttributedElement;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A {@code @DerivativeOf} method of the runtime, as its class file states it: the annotation is for compilers and not there at
 * run time.
 *
 * @param type simple name of the class with the rule
 * @param name of the rule
 * @param original the method whose derivative it is
 * @param wrt the operand
 * @param mode VJP, JVP, ELEMENTWISE or LINEAR
 */
record TensorRule(String type, String name, Method original, String wrt, String mode) {
  private static final String ANNOTATIONS = "dev.adjoint.annotations.";

  /** The tensor and its families. */
  static List<Class<?>> families() {
    return Stream.concat(Stream.of(Tensor.class), Arrays.stream(Tensor.class.getInterfaces())).toList();
  }

  /** Every rule of the classes that {@code @DerivativeRules} names on the tensor and its families. */
  static List<TensorRule> all() {
    return families().stream()
        .flatMap(family -> annotation(model(family), "DerivativeRules").stream())
        .flatMap(rules -> classes(rules, "value").stream()).distinct()
        .flatMap(type -> of(type).stream()).toList();
  }

  /** Every rule of the functions of neural networks. */
  static List<TensorRule> ofNeuralNet() {
    return classes(annotation(model(NeuralNet.class), "DerivativeRules").orElseThrow(), "value").stream()
        .flatMap(type -> of(type).stream()).toList();
  }

  /** The rules that a class declares. */
  private static List<TensorRule> of(Class<?> type) {
    var rules = new ArrayList<TensorRule>();
    for (MethodModel method : model(type).methods()) {
      annotation(method, "DerivativeOf").ifPresent(a -> rules.add(new TensorRule(type.getSimpleName(),
          method.methodName().stringValue(), original(a), text(a, "wrt"), text(a, "mode"))));
    }
    return rules;
  }

  private static Method original(Annotation annotation) {
    String name = text(annotation, "method");
    Class<?> declares = classes(annotation, "type").getFirst();
    boolean given = element(annotation, "parameterTypes").isPresent();
    List<Class<?>> types = classes(annotation, "parameterTypes");
    List<Method> found = Arrays.stream(declares.getDeclaredMethods())
        .filter(m -> m.getName().equals(name) && (!given || List.of(m.getParameterTypes()).equals(types))).toList();
    if (found.size() != 1) {
      throw new AssertionError(declares + "." + name + types + " are " + found);
    }
    return found.getFirst();
  }

  /** Whether the annotation is on a method, a class or a parameter. */
  static boolean isAnnotated(AttributedElement element, String annotation) {
    return annotation(element, annotation).isPresent();
  }

  private static Optional<Annotation> annotation(AttributedElement element, String name) {
    return element.findAttribute(Attributes.runtimeInvisibleAnnotations()).stream()
        .flatMap(a -> a.annotations().stream())
        .filter(a -> a.classSymbol().equals(ClassDesc.of(ANNOTATIONS + name))).findFirst();
  }

  private static Optional<AnnotationValue> element(Annotation annotation, String name) {
    return annotation.elements().stream().filter(e -> e.name().stringValue().equals(name)).findFirst()
        .map(AnnotationElement::value);
  }

  /** A string or the name of an enum constant; the default VJP of mode. */
  private static String text(Annotation annotation, String name) {
    return element(annotation, name).map(value -> switch (value) {
      case AnnotationValue.OfString s -> s.stringValue();
      case AnnotationValue.OfEnum e -> e.constantName().stringValue();
      default -> throw new AssertionError(value);
    }).orElse("VJP");
  }

  private static List<Class<?>> classes(Annotation annotation, String name) {
    return element(annotation, name).map(value -> switch (value) {
      case AnnotationValue.OfClass c -> List.<Class<?>>of(load(c.classSymbol()));
      case AnnotationValue.OfArray a -> a.values().stream()
          .<Class<?>>map(v -> load(((AnnotationValue.OfClass) v).classSymbol())).toList();
      default -> throw new AssertionError(value);
    }).orElse(List.of());
  }

  private static Class<?> load(ClassDesc desc) {
    try {
      return desc.resolveConstantDesc(java.lang.invoke.MethodHandles.lookup());
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }

  /** The class file of a class. */
  static ClassModel model(Class<?> type) {
    return ClassFile.of().parse(bytes(type));
  }

  static byte[] bytes(Class<?> type) {
    try (InputStream file = type.getResourceAsStream("/" + type.getName().replace('.', '/') + ".class")) {
      return file.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it is for an instance method. */
  boolean hasReceiver() {
    return !Modifier.isStatic(original.getModifiers());
  }

  /** The operand's place among the original's parameters, the receiver's first. */
  int operand() {
    if (hasReceiver() && wrt.equals("self")) {
      return 0;
    }
    for (int i = 0; i < original.getParameterCount(); i++) {
      if (original.getParameters()[i].getName().equals(wrt)) {
        return i + (hasReceiver() ? 1 : 0);
      }
    }
    throw new AssertionError(this + " names no operand");
  }

  /** Whether the operand is an array of tensors, which no annotated method has as a differentiated parameter. */
  boolean isOfArray() {
    return !wrt.equals("self") && original.getParameterTypes()[operand() - (hasReceiver() ? 1 : 0)].isArray();
  }

  /** Name and types of the parameters: what tells an operation from all others. */
  static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName)
        .collect(Collectors.joining(", ", method.getName() + "(", ")"));
  }

  @Override
  public String toString() {
    return signature(original) + " by " + wrt + ", " + mode + ", " + type + "." + name;
  }
}
