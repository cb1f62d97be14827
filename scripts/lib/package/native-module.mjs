// For which system and processor a native module was built, read from its first bytes.

const elfMachines = { 0x3e: 'x64', 0xb7: 'arm64' }
const peMachines = { 0x8664: 'x64', 0xaa64: 'arm64' }
const machTypes = { 0x01000007: 'x64', 0x0100000c: 'arm64' }

/**
 * @param {Buffer} bytes of a shared library
 * @returns {{ platform: string, archs: string[] } | undefined} in Node's words; undefined for anything else
 */
export function builtFor(bytes) {
  if (bytes.length < 0x40) return undefined
  const magic = bytes.readUInt32BE(0)
  if (magic === 0x7f454c46) return of('linux', [elfMachines[bytes.readUInt16LE(18)]])
  if (magic === 0xcffaedfe) return of('darwin', [machTypes[bytes.readUInt32LE(4)]])
  // One file for several processors: a list of 20 bytes for each.
  if (magic === 0xcafebabe) {
    const count = Math.min(bytes.readUInt32BE(4), 8)
    const types = Array.from({ length: count }, (_, at) => bytes.readUInt32BE(8 + at * 20))
    return of(
      'darwin',
      types.map((type) => machTypes[type]),
    )
  }
  if (bytes.toString('latin1', 0, 2) === 'MZ') {
    const header = bytes.readUInt32LE(0x3c)
    return header + 6 <= bytes.length
      ? of('win32', [peMachines[bytes.readUInt16LE(header + 4)]])
      : undefined
  }
  return undefined
}

function of(platform, archs) {
  return { platform, archs: archs.filter((arch) => arch !== undefined) }
}
