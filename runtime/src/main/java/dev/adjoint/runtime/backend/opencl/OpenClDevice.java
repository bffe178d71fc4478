package dev.adjoint.runtime.backend.opencl;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.adjoint.runtime.backend.device.DeviceException;
import dev.adjoint.runtime.backend.device.DeviceInfo;
import dev.adjoint.runtime.backend.device.Driver;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A device that OpenCL lists.
 *
 * @param platform the driver
 * @param handle OpenCL's {@code cl_device_id}
 * @param info what is known of it
 * @param exactDivision whether float32 division and square root can be rounded correctly
 */
record OpenClDevice(OpenClPlatforms.Platform platform, long handle, DeviceInfo info, boolean exactDivision) {
  private static final long ALL_TYPES = 0xFFFFFFFFL;
  private static final int NAME = 0x102B;
  private static final int COMPUTE_UNITS = 0x1002;
  private static final int MAX_GROUP_SIZE = 0x1004;
  private static final int LARGEST_BLOCK = 0x1010;
  private static final int SINGLE_CONFIG = 0x101B;
  private static final int MEMORY = 0x101F;
  private static final int AVAILABLE = 0x1027;
  private static final int COMPILER_AVAILABLE = 0x1028;
  private static final int DOUBLE_CONFIG = 0x1032;
  private static final int PLATFORM_NAME = 0x0902;
  /** {@code CL_FP_CORRECTLY_ROUNDED_DIVIDE_SQRT}. */
  private static final long EXACT_DIVISION = 1 << 7;

  /** The devices of a platform on which the kernels can run; what is wrong with others goes to {@code reasons}. */
  static List<OpenClDevice> of(OpenClPlatforms.Platform platform, List<String> reasons) {
    OpenCl cl = platform.functions();
    var devices = new ArrayList<OpenClDevice>();
    try (Arena arena = Arena.ofConfined()) {
      String platformName = text(cl, OpenCl.Name.clGetPlatformInfo, platform.handle(), PLATFORM_NAME);
      MemorySegment count = arena.allocate(JAVA_INT);
      int code = cl.devices(platform.handle(), ALL_TYPES, 0, MemorySegment.NULL, count);
      if (code != OpenClError.SUCCESS) {
        reasons.add("platform " + platformName + ": " + OpenClError.name(code));
        return devices;
      }
      MemorySegment handles = arena.allocate(JAVA_LONG, count.get(JAVA_INT, 0));
      OpenClError.check(cl.devices(platform.handle(), ALL_TYPES, count.get(JAVA_INT, 0), handles, MemorySegment.NULL),
          "listing the devices of platform " + platformName);
      for (long handle : handles.toArray(JAVA_LONG)) {
        OpenClDevice device = describe(platform, platformName, handle);
        String defect = device.defect();
        if (defect == null) {
          devices.add(device);
        } else {
          reasons.add(device.info.name() + ": " + defect);
        }
      }
    }
    return devices;
  }

  private static OpenClDevice describe(OpenClPlatforms.Platform platform, String platformName, long handle) {
    OpenCl cl = platform.functions();
    String name = text(cl, OpenCl.Name.clGetDeviceInfo, handle, NAME) + " (" + platformName + ")";
    var info = new DeviceInfo(name, number(cl, handle, MEMORY), number(cl, handle, LARGEST_BLOCK),
        (int) number(cl, handle, COMPUTE_UNITS), (int) number(cl, handle, MAX_GROUP_SIZE),
        number(cl, handle, DOUBLE_CONFIG) != 0);
    return new OpenClDevice(platform, handle, info, (number(cl, handle, SINGLE_CONFIG) & EXACT_DIVISION) != 0);
  }

  /** Why the kernels cannot run on it, or null. */
  private String defect() {
    OpenCl cl = platform.functions();
    if (number(cl, handle, AVAILABLE) == 0) {
      return "not available";
    }
    if (number(cl, handle, COMPILER_AVAILABLE) == 0) {
      return "its driver has no compiler";
    }
    int needed = Driver.GROUP_SIZE;
    return info.maxGroupSize() < needed ? "groups have at most " + info.maxGroupSize() + " items, not " + needed : null;
  }

  /** A property that is a number of up to 64 bits; 0 if the device does not know it. */
  private static long number(OpenCl cl, long device, int what) {
    try (Arena arena = Arena.ofConfined()) {
      // Shorter numbers leave the upper bytes as they are, which is zero.
      MemorySegment value = arena.allocate(JAVA_LONG);
      int code = cl.info(OpenCl.Name.clGetDeviceInfo, device, what, JAVA_LONG.byteSize(), value, MemorySegment.NULL);
      return code == OpenClError.SUCCESS ? value.get(JAVA_LONG, 0) : 0;
    }
  }

  /** A property that is a text; empty if the device does not say. */
  String text(int what) {
    try {
      return text(platform.functions(), OpenCl.Name.clGetDeviceInfo, handle, what);
    } catch (DeviceException e) {
      return "";
    }
  }

  private static String text(OpenCl cl, OpenCl.Name function, long object, int what) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment size = arena.allocate(JAVA_LONG);
      OpenClError.check(cl.info(function, object, what, 0, MemorySegment.NULL, size), function.name());
      MemorySegment value = arena.allocate(size.get(JAVA_LONG, 0));
      OpenClError.check(cl.info(function, object, what, value.byteSize(), value, MemorySegment.NULL), function.name());
      return new String(value.toArray(JAVA_BYTE), StandardCharsets.UTF_8).replace('\0', ' ').strip();
    }
  }
}
