import { t } from '../../language/translate'

/**
 * Limits of a mapper. Those of Kratos come from its `jsonnetsecure` package and from go-jsonnet's
 * defaults; the app's own are wider, because WebAssembly is slower than native code.
 */
export const mapperLimits = {
  /** Kratos stops an evaluation after this time. */
  kratosMilliseconds: 1000,
  /** The app's engine is about four times slower than Kratos', so above this Kratos may stop it. */
  slowMilliseconds: 250,
  /** The app stops an evaluation after this time. */
  killMilliseconds: 5000,
  memoryMegabytes: 256,
  /** Frames on Jsonnet's own stack. */
  stackFrames: 500,
  /** Largest output that Kratos reads, in UTF-8 bytes. */
  outputBytes: 262_143,
  /** Largest JSON request (mapper, file name and variables) that Kratos' worker reads, in bytes. */
  requestBytes: 65_535,
  /**
   * Largest output of `std.trace` that Kratos' worker can write, over all its sign-ins: its reader fails as
   * soon as its buffer of 65,536 bytes is full.
   */
  traceBytes: 65_535,
} as const

export const slowWarning = t('Ory may stop this (its limit is 1 s)')
