package dev.adjoint.runtime.backend;

import dev.adjoint.runtime.array.Device;
import dev.adjoint.runtime.backend.spi.Availability;
import dev.adjoint.runtime.backend.spi.Backend;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The backends found on the class or module path, and the one chosen for each kind of device.
 *
 * <p>Of the available ones the highest {@linkplain Backend#priority priority} wins. The system property
 * {@code adjoint.backend.<kind>}, for example {@code adjoint.backend.cpu=reference}, forces one by name. The choice is
 * made once for each kind, when it is first asked for, and logged in one line that also says why the others were not taken.
 */
public final class Backends {
  private static final System.Logger LOG = System.getLogger("dev.adjoint.runtime.backend");
  private static final List<Backend> ALL = load();
  private static final Map<String, Backend> CHOSEN = new ConcurrentHashMap<>();
  /** Null if there is none: what an initialiser throws would reach users without its reason. */
  private static final Backend CPU;
  private static final String WITHOUT_CPU;

  static {
    Backend cpu = null;
    String reason = null;
    try {
      cpu = choose("cpu");
    } catch (IllegalStateException e) {
      reason = e.getMessage();
    }
    CPU = cpu;
    WITHOUT_CPU = reason;
  }

  private Backends() {}

  private static List<Backend> load() {
    var found = new ArrayList<Backend>();
    var providers = ServiceLoader.load(Backend.class, Backends.class.getClassLoader()).iterator();
    while (true) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        found.add(providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        // One that cannot be loaded must not take the others with it.
        LOG.log(Level.WARNING, "a backend could not be loaded", e);
      }
    }
    found.sort(Comparator.comparingInt(Backend::priority).reversed().thenComparing(Backend::name));
    return List.copyOf(found);
  }

  /** Every backend found, whether or not it works here, the highest priority first. */
  public static List<Backend> all() {
    return ALL;
  }

  /**
   * The backend chosen for a device's kind.
   *
   * @throws IllegalStateException if none works here, or the one forced does not; the message says why
   */
  public static Backend of(Device device) {
    return device.isCpu() ? cpu() : CHOSEN.computeIfAbsent(device.kind(), Backends::choose);
  }

  /**
   * The backend chosen for the CPU.
   *
   * @throws IllegalStateException if the one forced does not work; the message says why
   */
  public static Backend cpu() {
    if (CPU == null) {
      throw new IllegalStateException(WITHOUT_CPU);
    }
    return CPU;
  }

  private static Backend choose(String kind) {
    String property = "adjoint.backend." + kind;
    String forced = System.getProperty(property);
    Backend chosen = null;
    var report = new ArrayList<String>();
    for (Backend backend : ALL) {
      if (!backend.deviceKind().equals(kind)) {
        continue;
      }
      if (forced != null && !backend.name().equals(forced.toLowerCase(Locale.ROOT))) {
        report.add(backend.name() + ": not the one that " + property + " forces");
        continue;
      }
      switch (backend.probe()) {
        case Availability.Available available -> {
          if (chosen == null) {
            chosen = backend;
            report.addFirst(kind + " uses backend " + backend.name() + " (" + available.description() + ")");
          } else {
            report.add(backend.name() + ": lower priority");
          }
        }
        case Availability.Unavailable unavailable -> report.add(backend.name() + ": " + unavailable.reason());
      }
    }
    if (chosen == null) {
      throw new IllegalStateException("no backend for device kind " + kind
          + (forced == null ? "" : ", and " + property + " forces " + forced)
          + (report.isEmpty() ? "; none was found" : "; " + String.join("; ", report)));
    }
    LOG.log(Level.DEBUG, String.join("; ", report));
    return chosen;
  }
}
