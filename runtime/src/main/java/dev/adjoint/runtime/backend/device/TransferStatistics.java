package dev.adjoint.runtime.backend.device;

/**
 * How often and how much was copied between a device and the host since its first use.
 *
 * @param hostToDevice copies to the device
 * @param hostToDeviceBytes bytes of these
 * @param deviceToHost copies from the device
 * @param deviceToHostBytes bytes of these
 */
public record TransferStatistics(long hostToDevice, long hostToDeviceBytes, long deviceToHost, long deviceToHostBytes) {}
