/**
 * From the intermediate representation to Java source.
 *
 * <p>A function goes through five steps, each a class of its own: {@code Needed} (what has to be emitted at all),
 * {@code Folding} (which values go back into the expression that uses them), {@code Variables} (which of the others share a
 * Java variable), {@code Lowering} (to a small tree of Java statements), {@code Scopes} (where each variable is declared and
 * what it is called). {@code StatementWriter} prints the tree. {@code Handles} names what
 * reaches private members. {@code Outline} runs before all of them and cuts a body that is too long
 * for HotSpot into several functions.
 *
 * <p>May import {@code ir} and JavaPoet; runtime classes are named in {@code RuntimeNames} and nowhere else.
 */
package dev.adjoint.processor.emit;
