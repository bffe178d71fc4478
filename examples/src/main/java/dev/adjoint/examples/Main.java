package dev.adjoint.examples;

import dev.adjoint.examples.tensor.CustomFunction;
import dev.adjoint.examples.tensor.Digits;
import dev.adjoint.examples.tensor.ProfiledStep;
import dev.adjoint.examples.tensor.SineGradient;
import dev.adjoint.examples.tensor.TinyTraining;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Shows what the processor writes, then runs it: the quick start, a logistic regression, a Gaussian mixture; then the examples of
 * tensors.
 */
@Command(name = "adjoint-examples", mixinStandardHelpOptions = true,
    description = "Prints the generated source of the quick start, and runs the examples on real data.")
public final class Main implements Callable<Integer> {
  @Option(names = "--plots", paramLabel = "DIR", defaultValue = "target",
      description = "Where plots are written (default: ${DEFAULT-VALUE}).")
  private Path plots;

  @Option(names = "--all", description = "Also runs the bundle adjustment and the SABR calibration.")
  private boolean all;

  @Option(names = "--no-source", description = "Leaves out the generated source.")
  private boolean noSource;

  private Main() {}

  @Override
  public Integer call() throws Exception {
    if (!noSource) {
      title("What the processor wrote for QuickStart");
      System.out.println(GeneratedSource.of(QuickStart.class));
    }
    title("Quick start");
    QuickStart.main(new String[0]);
    title("An energy of parts whose classes are known when it runs");
    ForceField.main(new String[0]);
    title("Logistic regression, Wisconsin breast cancer data");
    BreastCancer.fit(System.out);
    title("Gaussian mixture, ADBench d2_K5");
    MixtureFit.fit(plots, System.out);
    title("Tensors: the gradient of a sine");
    SineGradient.run(plots, System.out);
    title("Tensors: a small model trained");
    TinyTraining.train(plots, System.out);
    title("Tensors: handwritten digits");
    Digits.train(plots, System.out);
    title("Tensors: a function with its own derivative");
    CustomFunction.check(System.out);
    title("Tensors: the profile of a training step");
    ProfiledStep.run(System.out);
    if (all) {
      title("Bundle adjustment, ADBench ba1");
      BundleJacobian.compute(System.out);
      title("SABR, calibration to a smile");
      SabrCalibration.run(System.out);
      SmileFit.run(System.out);
    }
    return 0;
  }

  private static void title(String text) {
    System.out.printf("%n== %s%n%n", text);
  }

  /** Runs a command line and returns its exit code. */
  public static int run(String... args) {
    return new CommandLine(new Main()).execute(args);
  }

  /** Runs a command line and exits with its code. */
  public static void main(String[] args) {
    System.exit(run(args));
  }
}
