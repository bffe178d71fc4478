package dev.adjoint.tests.seedcells;

import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test its cell and verifies it afterwards. */
final class CellExtension implements ParameterResolver, AfterTestExecutionCallback {
  private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(CellExtension.class);

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Cell.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    var cell = new Cell(context.getRequiredTestMethod().getAnnotation(SeedCell.class).value());
    context.getStore(NAMESPACE).put(Cell.class, cell);
    return cell;
  }

  @Override
  public void afterTestExecution(ExtensionContext context) {
    Cell cell = context.getStore(NAMESPACE).remove(Cell.class, Cell.class);
    cell.close(context.getExecutionException().isEmpty());
  }
}
