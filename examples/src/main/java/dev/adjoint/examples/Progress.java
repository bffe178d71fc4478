package dev.adjoint.examples;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars on the error stream. */
public final class Progress {
  private static final int WIDTH = 100;

  private Progress() {}

  /** A bar that is full after this many steps; to be closed. */
  public static ProgressBar bar(String task, long steps) {
    return new ProgressBarBuilder().setTaskName(task).setInitialMax(steps)
        .setStyle(ProgressBarStyle.ASCII).setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH)).build();
  }
}
