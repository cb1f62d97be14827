/**
 * Bytes of all arguments and the folder together. A further start hands them to the app that runs, which on Linux takes
 * 32 KiB and is ended by more. A link of the app has 1,200 characters at most, and a path 4,096 bytes.
 */
const mostBytes = 16_384

/**
 * Whether what this start was given is too long to be handed on.
 *
 * @param args whole, as in `process.argv`; @param folder the working folder, which is handed on with them
 */
export function isTooLongToHandOn(args: readonly string[], folder: string): boolean {
  // Each one ends with a byte of its own.
  const bytes = [...args, folder].map((text) => Buffer.byteLength(text) + 1)
  return bytes.reduce((sum, size) => sum + size, 0) > mostBytes
}
