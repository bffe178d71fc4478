package dev.adjoint.processor.source.typing;

import com.sun.source.tree.CaseTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnionTypeTree;
import com.sun.source.tree.VariableTree;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Types, symbols and constants of the trees of one class's bodies. Nothing is attributed: see the package.
 *
 * <p>Every method takes the environment of locals at the place of its tree, and throws {@link TypingException} where it
 * cannot answer. Answers are kept per tree, so that asking for each level of a nested expression stays linear; the same
 * tree should be asked about with the same {@code Env}.
 */
public final class Typing {

  /** What a name means. */
  public sealed interface Symbol {
    /** A local variable or parameter. */
    record LocalVar(Local local) implements Symbol {}

    /** A field with its type at this site, or the length of an array, for which {@code field} is null. */
    record Field(VariableElement field, TypeMirror type, boolean arrayLength) implements Symbol {}

    /** A class, interface or type variable. */
    record TypeName(TypeMirror type) implements Symbol {}

    /** A package, the beginning of one's name, or a name that nothing declares. */
    record PackageName(String name) implements Symbol {}

    /** {@code this} or {@code Outer.this}. */
    record This(TypeMirror type) implements Symbol {}

    /** {@code super} or {@code Interface.super}. */
    record Super(TypeMirror type) implements Symbol {}
  }

  private record Typed(Env env, TypeMirror target, TypeMirror type) {}

  private record Folded(Env env, Object constant) {}

  private final Model model;
  private final CompilationUnitTree unit;
  private final TypeElement enclosing;
  private final ExecutableElement method;
  private final Members members;
  private final Imports imports;
  private final Supertypes supertypes;
  private final Operators operators;
  private final TypeNames typeNames;
  private final Names names;
  private final Scopes scopes;
  private final Functions functions;
  private final Patterns patterns;
  private final Constants constants;
  private final Calls calls;
  private final References references;
  private final Expressions expressions;
  private final Map<Tree, Typed> typed = new IdentityHashMap<>();
  private final Map<Tree, Folded> folded = new IdentityHashMap<>();
  private final Map<Tree, Local> introduced = new IdentityHashMap<>();

  /** An oracle for the bodies of {@code enclosing}, which {@code unit} declares. */
  public Typing(ProcessingEnvironment env, CompilationUnitTree unit, TypeElement enclosing) {
    this(new Model(env.getTypeUtils(), env.getElementUtils()), unit, enclosing, null, null);
  }

  private Typing(Model model, CompilationUnitTree unit, TypeElement enclosing, ExecutableElement method, TypeMirror anonymous) {
    this.model = model;
    this.unit = unit;
    this.enclosing = enclosing;
    this.method = method;
    this.members = new Members(model, enclosing, anonymous);
    this.imports = new Imports(model, unit);
    this.supertypes = new Supertypes(model);
    this.operators = new Operators(model, supertypes);
    this.typeNames = new TypeNames(model, supertypes, members, imports, enclosing, method);
    this.names = new Names(this, model, members, imports, typeNames, enclosing, anonymous);
    this.scopes = new Scopes(this);
    this.functions = new Functions(this, model, members, scopes);
    this.patterns = new Patterns(this, model, supertypes, members);
    this.constants = new Constants(this, model, names);
    var overloads = new Overloads(this, model, members, functions);
    var inference = new Inference(this, model, supertypes, overloads, functions, scopes);
    this.references = new References(model, members, names, overloads, inference);
    this.calls = new Calls(model, members, imports, names, typeNames, overloads, inference, enclosing, anonymous);
    this.expressions = new Expressions(this, model, operators, names, typeNames, calls, scopes);
  }

  /** The same oracle inside a method, whose own type parameters are in scope then. */
  public Typing in(ExecutableElement method) {
    return new Typing(model, unit, enclosing, method, null);
  }

  /**
   * The same oracle in the methods of an anonymous class in that method.
   *
   * @param supertype the class or interface that is written behind {@code new}: its members are those of the anonymous class,
   *     which must have no others
   */
  public Typing inAnonymous(TypeMirror supertype) {
    return new Typing(model, unit, enclosing, method, supertype);
  }

  /** The type of an expression that stands alone. */
  public TypeMirror typeOf(ExpressionTree e, Env env) {
    return typeOf(e, env, null);
  }

  /**
   * The type of an expression in an assignment or invocation context of type {@code target}, which may be null. The target
   * decides for lambdas, array initializers, switch expressions, reference conditionals and generic calls.
   */
  public TypeMirror typeOf(ExpressionTree e, Env env, TypeMirror target) {
    Typed known = typed.get(e);
    if (known == null || known.env() != env || known.target() != target) {
      known = new Typed(env, target, expressions.typeOf(e, env, target));
      typed.put(e, known);
    }
    return known.type();
  }

  /** What an identifier or a member selection means. */
  public Symbol symbolOf(ExpressionTree e, Env env) {
    return names.symbolOf(e, env);
  }

  /** What a {@code case} label means: an enum constant by its simple name, or as {@link #symbolOf}. */
  public Symbol caseLabel(ExpressionTree label, TypeMirror selector, Env env) {
    return names.caseLabel(label, selector, env);
  }

  /** The method that is called; for {@code this(...)} and {@code super(...)} the constructor. */
  public ExecutableElement methodOf(MethodInvocationTree call, Env env) {
    return calls.resolve(call, env).method().element();
  }

  /** The method's type at the call. Its parts may be given to {@code Types}, the whole may not. */
  public ExecutableType methodTypeOf(MethodInvocationTree call, Env env) {
    return calls.signature(call, env, null);
  }

  /** As above, where the call stands in a context of type {@code target}. */
  public ExecutableType methodTypeOf(MethodInvocationTree call, Env env, TypeMirror target) {
    return calls.signature(call, env, target);
  }

  /** Whether the trailing arguments are to be packed into an array. */
  public boolean isVarargsCall(MethodInvocationTree call, Env env) {
    return calls.resolve(call, env).varargs();
  }

  /** As above, for a constructor. */
  public boolean isVarargsCall(NewClassTree call, Env env) {
    return calls.resolve(call, env).varargs();
  }

  /** The constructor that is called: of an anonymous class that of its superclass. */
  public ExecutableElement constructorOf(NewClassTree call, Env env) {
    return calls.resolve(call, env).method().element();
  }

  /** The constructor's parameter types, with the created type as its result; {@code target} may be null. */
  public ExecutableType constructorTypeOf(NewClassTree call, Env env, TypeMirror target) {
    return calls.signature(call, env, target);
  }

  /** The value of a constant expression (JLS 15.29), boxed in the expression's own type, or a string; null if it is none. */
  public Object constantOf(ExpressionTree e, Env env) {
    Folded known = folded.get(e);
    if (known == null || known.env() != env) {
      known = new Folded(env, constants.of(e, env));
      folded.put(e, known);
    }
    return known.constant();
  }

  /** The declared type of a variable, or for {@code var} that of its initializer. */
  public TypeMirror typeOfVar(VariableTree v, Env env) {
    TypeMirror declared = v.getType() instanceof UnionTypeTree union
        ? supertypes.lub(union.getTypeAlternatives().stream().map(typeNames::resolve).toList())
        : typeNames.resolve(v.getType());
    if (declared != null) {
      return declared;
    }
    if (v.getInitializer() == null) {
      throw TypingException.unknown(v, "a variable with neither type nor initializer");
    }
    return model.upper(typeOf(v.getInitializer(), env));
  }

  /** The local that a declaration introduces, with its constant; {@code env} is that before it. */
  public Local local(VariableTree v, Env env) {
    TypeMirror type = typeOfVar(v, env);
    Object constant = null;
    if (v.getModifiers().getFlags().contains(Modifier.FINAL) && v.getInitializer() != null
        && (type.getKind().isPrimitive() || model.isString(type))) {
      Object value = constantOf(v.getInitializer(), env);
      constant = value == null ? null : constants.converted(value, type);
    }
    return introduce(v, type, constant);
  }

  /** The variable of an enhanced for statement. */
  public Local element(EnhancedForLoopTree loop, Env env) {
    TypeMirror declared = typeNames.resolve(loop.getVariable().getType());
    TypeMirror type = declared != null
        ? declared
        : Scopes.elementType(typeOf(loop.getExpression(), env), model, supertypes);
    if (type == null) {
      throw TypingException.unknown(loop.getExpression(), "neither an array nor an Iterable");
    }
    return introduce(loop.getVariable(), type);
  }

  /** A type as it is written; null for {@code var} and for a missing one. */
  public TypeMirror resolveType(Tree typeTree) {
    return typeNames.resolve(typeTree);
  }

  /** The environment inside a lambda whose target type is given. */
  public Env inLambda(LambdaExpressionTree lambda, TypeMirror target, Env env) {
    Members.Method function = functions.descriptor(target);
    if (function == null) {
      throw TypingException.unknown(lambda, "its target is no functional interface");
    }
    return functions.inside(lambda, function.type().getParameterTypes(), env);
  }

  /** The result type of the function type of a functional interface; null for another type. */
  public TypeMirror functionResult(TypeMirror target) {
    ExecutableType function = functionType(target);
    return function == null ? null : function.getReturnType();
  }

  /** The function type of a functional interface (JLS 9.9); null for another type. */
  public ExecutableType functionType(TypeMirror target) {
    Members.Method function = functions.descriptor(target);
    return function == null ? null : function.type();
  }

  /** The one abstract method of a functional interface; null for another type. */
  public ExecutableElement functionMethod(TypeMirror target) {
    Members.Method function = functions.descriptor(target);
    return function == null ? null : function.element();
  }

  /** What a method reference means where its function has parameters of these types; null where it cannot be told. */
  public Referent referentOf(MemberReferenceTree reference, List<TypeMirror> parameters, Env env) {
    return references.referent(reference, parameters, env);
  }

  /** The results of a lambda's body; the environment is that inside of it. */
  public List<Scopes.Result> results(LambdaExpressionTree lambda, Env inside) {
    return scopes.results(lambda, inside);
  }

  /** The type arguments of a generic call, by the method's type parameters; empty for any other call. */
  public Map<Element, TypeMirror> typeArguments(MethodInvocationTree call, Env env, TypeMirror target) {
    return calls.typeArguments(call, env, target).map();
  }

  /** A type with others in the place of type variables. */
  public TypeMirror substitute(TypeMirror type, Map<Element, TypeMirror> variables) {
    return new Substitution(model, variables).apply(type);
  }

  /** The environment where {@code condition} is true: with the pattern variables that it introduces. */
  public Env whenTrue(ExpressionTree condition, Env env) {
    return patterns.when(true, condition, env);
  }

  /** The environment where {@code condition} is false. */
  public Env whenFalse(ExpressionTree condition, Env env) {
    return patterns.when(false, condition, env);
  }

  /** The environment in the guard and the body of a case, with its pattern variables. */
  public Env inCase(CaseTree branch, ExpressionTree selector, Env env) {
    return patterns.inCase(branch, selector, env);
  }

  /** The type that a record pattern names, with the arguments that the type of the matched value has for it. */
  public TypeMirror recordPattern(DeconstructionPatternTree pattern, TypeMirror matched) {
    return patterns.recordType(pattern, matched);
  }

  /** Tells {@code visitor} of a statement and all within it, each with its environment; the result is that after it. */
  public Env walk(StatementTree s, Env env, Scopes.Visitor visitor) {
    return scopes.walk(s, env, visitor);
  }

  /** The results of a switch expression; {@code visitor} is told of its statements. */
  public List<Scopes.Result> results(SwitchExpressionTree choice, Env env, Scopes.Visitor visitor) {
    return scopes.results(choice, env, visitor);
  }

  /** Whether a type is one of the eight classes of primitive values. */
  public boolean isBoxed(TypeMirror t) {
    return model.isBoxed(t);
  }

  /** The primitive type of a boxed one; any other as it is. */
  public TypeMirror unboxed(TypeMirror t) {
    return model.unboxed(t);
  }

  /** The class of a primitive type; any other as it is. */
  public TypeMirror boxed(TypeMirror t) {
    return model.boxed(t);
  }

  /** A pattern variable or parameter: the same local for the same declaration, as long as its type is the same. */
  Local introduce(VariableTree v, TypeMirror type) {
    return introduce(v, type, null);
  }

  private Local introduce(VariableTree v, TypeMirror type, Object constant) {
    Local known = introduced.get(v);
    if (known == null || !model.types.isSameType(known.type(), type)) {
      known = new Local(v.getName().toString(), type, v, constant);
      introduced.put(v, known);
    }
    return known;
  }

  /** Whether a conditional, and so each of its results, takes the type of its context (JLS 15.25). */
  public boolean isPoly(ConditionalExpressionTree choice, Env env) {
    return expressions.isPoly(choice, env);
  }

  /** Whether an expression is a generic call or a diamond, whose type arguments its context may decide. */
  boolean isGeneric(ExpressionTree e, Env env) {
    return switch (e) {
      case MethodInvocationTree call -> call.getTypeArguments().isEmpty()
          && calls.resolve(call, env).method().type().getKind() == TypeKind.EXECUTABLE
          && !calls.resolve(call, env).method().type().getTypeVariables().isEmpty();
      case NewClassTree creation -> calls.resolve(creation, env).diamond();
      default -> false;
    };
  }

  /** Whether an expression is a generic call whose result is a type parameter that only the context decides. */
  boolean isFree(ExpressionTree e, Env env) {
    if (!(e instanceof MethodInvocationTree call) || !isGeneric(e, env)) {
      return false;
    }
    ExecutableType type = calls.resolve(call, env).method().type();
    return type.getReturnType().getKind() == TypeKind.TYPEVAR
        && type.getTypeVariables().stream().anyMatch(v -> model.types.isSameType(v, type.getReturnType()))
        && type.getParameterTypes().stream().noneMatch(p -> Substitution.mentions(p,
            Map.of(model.types.asElement(type.getReturnType()), p)));
  }

  boolean fits(MemberReferenceTree reference, Env env, int n) {
    return references.fits(reference, env, n);
  }

  TypeMirror receiverOf(MemberReferenceTree reference, Env env, int n) {
    return references.receiver(reference, env, n);
  }

  TypeMirror resultOf(MemberReferenceTree reference, List<TypeMirror> parameters, Env env) {
    return references.result(reference, parameters, env);
  }
}
