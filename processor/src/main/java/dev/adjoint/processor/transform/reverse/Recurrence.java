package dev.adjoint.processor.transform.reverse;

import dev.adjoint.processor.ir.Block;
import dev.adjoint.processor.ir.Op;
import dev.adjoint.processor.ir.Value;
import dev.adjoint.processor.transform.BlockBuilder;
import java.util.ArrayList;
import java.util.List;

/**
 * The reverse iterations of a loop apart from the forward ones: the adjoint of what an iteration carried in is what the
 * iteration before it gets as the adjoint of what it carried out.
 */
final class Recurrence {
  private final Context context;
  private final Adjoints adjoints;
  private final Replay body;
  private final Op loop;
  private final List<Value> initials;
  private final List<Value> seeds = new ArrayList<>();
  private final List<Value> params = new ArrayList<>();
  private final List<Value> next = new ArrayList<>();
  private final List<Value> targets = new ArrayList<>();
  private final BlockBuilder inside = new BlockBuilder();
  private final Carried carried;

  /**
   * Sweeps the body.
   *
   * @param inits the carried values' initial values, or null where the carried adjoints are the same for all iterations
   * @param resultSeeds the adjoints of the loop's results, null for zero
   */
  Recurrence(Context context, Region region, Adjoints adjoints, Block block, Op loop, Value counter, List<Value> inits,
      List<Value> resultSeeds) {
    this.context = context;
    this.adjoints = adjoints;
    this.loop = loop;
    this.initials = inits;
    body = new Replay(context, region, block, loop, counter);
    body.ascending = inits == null;
    inside.at(loop.span());
    Adjoints inner = Adjoints.ofLoop(context, body);
    for (int i = 0; i < resultSeeds.size(); i++) {
      Value yield = block.yields().get(i);
      Value seed = resultSeeds.get(i);
      if (inits == null) {
        if (seed != null) {
          inner.add(inside, yield, seed);
        }
      } else if (block.params().get(i).type().hasAdjointValue()
          && (context.active(yield) || context.active(block.params().get(i)))) {
        var param = context.maybeNull(
            new Value(block.params().get(i).type().shadow(), Context.adjointName(block.params().get(i))));
        params.add(param);
        seeds.add(seed);
        targets.add(block.params().get(i));
        inner.add(inside, yield, param);
      }
    }
    new Sweep(context, body, inside, inner).run();
    for (Value target : targets) {
      Value n = inner.get(target);
      next.add(n);
    }
    carried = new Carried(context, adjoints, body, inner);
  }

  /** Whether nothing flows through. */
  boolean isEmpty() {
    return inside.isEmpty() && carried.isEmpty() && seeds.stream().allMatch(s -> s == null);
  }

  /** Writes the loop. */
  void write(BlockBuilder out, ReverseLoops.Header header) {
    var yields = new ArrayList<Value>();
    for (int i = 0; i < params.size(); i++) {
      yields.add(next.get(i) != null ? next.get(i) : context.zero(inside, targets.get(i)));
    }
    yields.addAll(carried.next(inside));
    var ops = new BlockBuilder();
    ops.addAll(body.finish().ops());
    ops.addAll(inside.ops());
    ReverseLoops.givePoolBack(context, ops);
    var inits = new ArrayList<Value>();
    var results = new ArrayList<Value>();
    for (int i = 0; i < params.size(); i++) {
      inits.add(seeds.get(i) != null ? seeds.get(i) : context.zero(out, targets.get(i)));
      results.add(context.maybeNull(new Value(params.get(i).type(), params.get(i).name())));
    }
    inits.addAll(carried.inits(out));
    var allParams = new ArrayList<>(params);
    allParams.addAll(carried.params());
    var allResults = new ArrayList<>(results);
    allResults.addAll(carried.results());
    out.add(header.loop(allResults, inits, ops.block(allParams, yields), loop.span()));
    carried.settle();
    for (int i = 0; i < results.size(); i++) {
      Value init = initials.get(body.block.params().indexOf(targets.get(i)));
      adjoints.add(out, init, results.get(i));
    }
  }
}
