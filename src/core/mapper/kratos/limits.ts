/**
 * Limits of a mapper. Those of Kratos come from its `jsonnetsecure` package and from go-jsonnet's
 * defaults; those of the app are wider where WebAssembly is slower than native code.
 */
export const mapperLimits = {
  /** Kratos stops an evaluation after this time. */
  kratosMilliseconds: 1000,
  /** The engine is about four times slower than Kratos', so above this Kratos may stop it. */
  slowMilliseconds: 250,
  /** The app stops an evaluation after this time. */
  killMilliseconds: 5000,
  memoryMegabytes: 256,
  /** Frames on Jsonnet's own stack. */
  stackFrames: 500,
  /** UTF-8 bytes of the output that Kratos still reads. */
  outputBytes: 262_143,
  /** Bytes of the JSON request (mapper, file name and variables) that Kratos' worker still reads. */
  requestBytes: 65_535,
  /** The app keeps this much of what `std.trace` writes. */
  traceBytes: 65_536,
} as const

export const slowWarning = 'Ory may stop this (its limit is 1 s)'
