// Go declares no maximum for a module's memory; one added to the module is enforced by every runtime.
const memorySection = 5

function readNumber(bytes, at) {
  let value = 0
  for (let shift = 0; ; shift += 7) {
    const byte = bytes[at++]
    value += (byte & 0x7f) * 2 ** shift
    if (byte < 0x80) return { value, next: at }
  }
}

function writeNumber(value) {
  const bytes = []
  for (;;) {
    const low = value % 128
    value = Math.floor(value / 128)
    bytes.push(value > 0 ? low + 128 : low)
    if (value === 0) return bytes
  }
}

/**
 * The module with `maximum` pages (64 KiB each) as the limit of its only memory.
 *
 * @param {Uint8Array} module
 * @param {number} maximum
 */
export function limitMemory(module, maximum) {
  for (let at = 8; at < module.length;) {
    const id = module[at]
    const { value: length, next } = readNumber(module, at + 1)
    if (id !== memorySection) {
      at = next + length
      continue
    }
    const count = readNumber(module, next)
    const minimum = readNumber(module, count.next + 1)
    if (count.value !== 1) throw new Error('The module has not exactly one memory.')
    const body = [1, 1, ...writeNumber(minimum.value), ...writeNumber(maximum)]
    const section = [memorySection, ...writeNumber(body.length), ...body]
    return Buffer.concat([
      module.subarray(0, at),
      Buffer.from(section),
      module.subarray(next + length),
    ])
  }
  throw new Error('The module has no memory.')
}
