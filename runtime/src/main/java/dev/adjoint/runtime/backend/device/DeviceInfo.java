package dev.adjoint.runtime.backend.device;

/**
 * What is known of a device.
 *
 * @param name as the driver reports it
 * @param memoryBytes size of the device's memory
 * @param largestBlockBytes the most that one allocation can have
 * @param computeUnits how many groups run at the same time, at least
 * @param maxGroupSize the most items a group can have
 * @param float64 whether it computes in double precision
 */
public record DeviceInfo(String name, long memoryBytes, long largestBlockBytes, int computeUnits, int maxGroupSize,
    boolean float64) {}
