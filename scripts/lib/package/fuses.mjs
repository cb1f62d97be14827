// Electron's fuses: switches in the executable that take away ways to run other code in the app. Set by electron-builder,
// read again from the finished package, because a wrong name would leave one as it was.

/** As electron-builder names them. */
export const wantedFuses = {
  /** The executable cannot be used as Node, by ELECTRON_RUN_AS_NODE. */
  runAsNode: false,
  enableCookieEncryption: true,
  /** NODE_OPTIONS and the switches of Node's debugger have no effect. */
  enableNodeOptionsEnvironmentVariable: false,
  enableNodeCliInspectArguments: false,
  /** On macOS and Windows the archive with the app must have the hash that the executable knows. */
  enableEmbeddedAsarIntegrityValidation: true,
  onlyLoadAppFromAsar: true,
  loadBrowserProcessSpecificV8Snapshot: false,
  /** Pages come by app://; file:// gets no rights that a browser would not give it. */
  grantFileProtocolExtraPrivileges: false,
}

/** In the order of the wire in the executable. */
const order = [
  'runAsNode',
  'enableCookieEncryption',
  'enableNodeOptionsEnvironmentVariable',
  'enableNodeCliInspectArguments',
  'enableEmbeddedAsarIntegrityValidation',
  'onlyLoadAppFromAsar',
  'loadBrowserProcessSpecificV8Snapshot',
  'grantFileProtocolExtraPrivileges',
]

const sentinel = Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX')

/**
 * The fuses that are not as wanted in an executable, in words; empty if all are. Read without the library that sets them,
 * so that one mistake cannot hide another.
 *
 * @param {Buffer} bytes the executable; on macOS the Electron framework's. One for two processors has a wire for each.
 */
export function wrongFuses(bytes) {
  const wires = wiresIn(bytes)
  if (wires.length === 0) return ['there are no fuses in this executable']
  return wires.flatMap(wrongInWire)
}

function wiresIn(bytes) {
  const found = []
  for (let at = bytes.indexOf(sentinel); at >= 0; at = bytes.indexOf(sentinel, at + 1)) {
    const start = at + sentinel.length
    const [version, length] = bytes.subarray(start, start + 2)
    found.push({ version, states: [...bytes.subarray(start + 2, start + 2 + length)] })
  }
  return found
}

function wrongInWire({ version, states }) {
  if (version !== 1) return [`the wire has version ${version}, not 1`]
  return order.flatMap((name, at) => {
    const state = states[at] === undefined ? 'missing' : String.fromCharCode(states[at])
    const wanted = wantedFuses[name] ? '1' : '0'
    return state === wanted ? [] : [`${name} is ${state}, not ${wanted}`]
  })
}
