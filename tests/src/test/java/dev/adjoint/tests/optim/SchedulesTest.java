package dev.adjoint.tests.optim;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.adjoint.runtime.optim.Adam;
import dev.adjoint.runtime.optim.Lbfgs;
import dev.adjoint.runtime.optim.OneCycle;
import dev.adjoint.runtime.optim.ParameterGroup;
import dev.adjoint.runtime.optim.ReduceOnPlateau;
import dev.adjoint.runtime.optim.Schedule;
import dev.adjoint.runtime.optim.Scheduler;
import dev.adjoint.runtime.optim.Sgd;
import dev.adjoint.runtime.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Learning rates and momenta over twenty steps are PyTorch's. */
class SchedulesTest {
  private static final Map<String, Schedule> SCHEDULES = Map.of(
      "StepLR", Schedule.step(4, 0.3),
      "MultiStepLR", Schedule.multiStep(0.5, 13, 2, 7, 7),
      "ExponentialLR", Schedule.exponential(0.9),
      "CosineAnnealingLR", Schedule.cosineAnnealing(12, 0.001),
      "LinearLR", Schedule.linearWarmup(0.1, 6),
      "LambdaLR", Schedule.lambda(step -> 1.0 / (1 + step)),
      "SequentialLR", Schedule.linearWarmup(0.25, 5).until(5, Schedule.exponential(0.8)),
      "OneCycleLR", OneCycle.of(0.4, 20),
      "OneCycleLR-linear-three", OneCycle.of(0.4, 20).riseFraction(0.4).annealing(OneCycle.Annealing.LINEAR)
          .threePhases(true).momenta(0.5, 0.7).divisions(10, 100));

  private static Sgd twoGroups() {
    var options = Sgd.options().momentum(0.9);
    var optimizer = new Sgd(List.of(Tensor.zeros(1).requiresGrad_()), options.learningRate(0.5));
    optimizer.addGroup(List.of(Tensor.zeros(1).requiresGrad_()), options.learningRate(0.02));
    return optimizer;
  }

  private static double[] rates(Sgd optimizer) {
    return optimizer.groups().stream().mapToDouble(ParameterGroup::learningRate).toArray();
  }

  private static double momentum(Sgd optimizer) {
    return ((Sgd.Options) optimizer.groups().getFirst().options()).momentum();
  }

  @TestFactory
  Stream<DynamicTest> everyRateIsPyTorchs() {
    JsonNode golden = Golden.read("optim/schedules.json").get("schedules");
    assertEquals(golden.size(), SCHEDULES.size());
    return SCHEDULES.entrySet().stream().map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
      JsonNode expected = golden.get(entry.getKey());
      Sgd optimizer = twoGroups();
      var scheduler = new Scheduler(optimizer, entry.getValue());
      for (int i = 0; i < expected.get("rates").size(); i++) {
        assertArrayEquals(Golden.doubles(expected.get("rates").get(i)), rates(optimizer), 1e-14, "step " + i);
        assertEquals(expected.get("momenta").get(i).asDouble(), momentum(optimizer), 1e-14, "step " + i);
        scheduler.step();
      }
    }));
  }

  @TestFactory
  Stream<DynamicTest> everyPlateauIsPyTorchs() {
    JsonNode golden = Golden.read("optim/schedules.json").get("plateaus");
    double[] metrics = StreamSupport.stream(golden.get("metrics").spliterator(), false)
        .mapToDouble(m -> m.isTextual() ? Double.NaN : m.asDouble()).toArray();
    return StreamSupport.stream(golden.get("cases").spliterator(), false).map(expected -> {
      JsonNode given = expected.get("options");
      return DynamicTest.dynamicTest(given.toString(), () -> {
        Sgd optimizer = twoGroups();
        var watch = new ReduceOnPlateau(optimizer, ReduceOnPlateau.options()
            .maximize(given.path("mode").asText().equals("max"))
            .factor(Golden.number(given, "factor", 0.1))
            .patience(given.get("patience").asInt())
            .threshold(Golden.number(given, "threshold", 1e-4), !given.path("threshold_mode").asText().equals("abs"))
            .cooldown(given.path("cooldown").asInt(0))
            .minRate(Golden.number(given, "min_lr", 0)));
        for (int i = 0; i < metrics.length; i++) {
          watch.step(metrics[i]);
          assertArrayEquals(Golden.doubles(expected.get("rates").get(i)), rates(optimizer), 1e-14, "step " + i);
        }
      });
    });
  }

  @Test
  void aScheduleGoesOnWhereItWasSaved() {
    Schedule schedule = Schedule.linearWarmup(0.25, 5).until(5, Schedule.cosineAnnealing(10, 0));
    Sgd straight = twoGroups();
    var scheduler = new Scheduler(straight, schedule);
    for (int i = 0; i < 8; i++) {
      scheduler.step();
    }
    Sgd fresh = twoGroups();
    var resumed = new Scheduler(fresh, schedule);
    resumed.loadStateDict(scheduler.stateDict());
    assertArrayEquals(rates(straight), rates(fresh), 0);
    scheduler.step();
    resumed.step();
    assertArrayEquals(rates(straight), rates(fresh), 0);
    assertEquals(9, resumed.steps());
  }

  @Test
  void aPlateauGoesOnWhereItWasSaved() {
    Sgd straight = twoGroups();
    var options = ReduceOnPlateau.options().patience(1);
    var watch = new ReduceOnPlateau(straight, options);
    watch.step(1);
    watch.step(2);
    Sgd fresh = twoGroups();
    var resumed = new ReduceOnPlateau(fresh, options);
    resumed.loadStateDict(watch.stateDict());
    resumed.step(2);
    assertEquals(0.05, fresh.learningRate(), 1e-15);
  }

  @Test
  void oneCycleTurnsAdamsBeta1() {
    var optimizer = new Adam(List.of(Tensor.zeros(1).requiresGrad_()), 1);
    new Scheduler(optimizer, OneCycle.of(0.4, 20));
    assertEquals(0.95, ((Adam.Options) optimizer.groups().getFirst().options()).beta1());
  }

  @Test
  void aMomentumThatIsNotThereIsRefused() {
    var optimizer = new Lbfgs(List.of(Tensor.zeros(1).requiresGrad_()));
    var error = assertThrows(IllegalArgumentException.class, () -> new Scheduler(optimizer, OneCycle.of(0.4, 20)));
    assertTrue(error.getMessage().contains("Lbfgs"), error.getMessage());
    assertEquals(1, optimizer.learningRate());
  }

  @Test
  void aCycleStaysAtItsEndForOneStepAndNoMore() {
    Sgd optimizer = twoGroups();
    var scheduler = new Scheduler(optimizer, OneCycle.of(0.5, 3));
    scheduler.step();
    scheduler.step();
    assertEquals(0.5 / 25 / 1e4, optimizer.learningRate(), 1e-18);
    scheduler.step();
    assertEquals(0.5 / 25 / 1e4, optimizer.learningRate(), 1e-18);
    assertThrows(IllegalStateException.class, scheduler::step);
  }

  @Test
  void aPhaseMayBeEmpty() {
    assertEquals(0.5, OneCycle.of(0.5, 10).riseFraction(0.1).rate(1, 0));
    assertEquals(0.5 / 25 / 1e4, OneCycle.of(0.5, 10).riseFraction(1).rate(1, 10), 1e-18);
  }

  @Test
  void aGroupAddedLaterIsRefused() {
    Sgd optimizer = twoGroups();
    var scheduler = new Scheduler(optimizer, Schedule.exponential(0.5));
    optimizer.addGroup(List.of(Tensor.zeros(1).requiresGrad_()), Sgd.options());
    assertThrows(IllegalStateException.class, scheduler::step);
  }
}
