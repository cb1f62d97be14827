/** Stub file system and process for Go's `wasm_exec.js`: writes are kept to explain a crash. */
const kept: string[] = []
const mostKept = 4096

/** Go reads `ENOSYS` as an unsupported call. */
const refusal = () =>
  Object.assign(new Error('The mapper engine has no file system and no process'), {
    code: 'ENOSYS',
  })
const refused = (): never => {
  throw refusal()
}
const refuse = (...args: unknown[]): void => {
  const callback = args.at(-1)
  if (typeof callback === 'function') callback(refusal())
}
const calls = 'chmod chown close fchmod fchown fstat fsync ftruncate lchown link lstat mkdir open'
const moreCalls = 'read readdir readlink rename rmdir stat symlink truncate unlink utimes'

function keep(bytes: Uint8Array): number {
  if (kept.join('').length < mostKept) kept.push(new TextDecoder().decode(bytes))
  return bytes.length
}

const fileSystem = {
  constants: {
    O_WRONLY: -1,
    O_RDWR: -1,
    O_CREAT: -1,
    O_TRUNC: -1,
    O_APPEND: -1,
    O_EXCL: -1,
    O_DIRECTORY: -1,
  },
  writeSync: (_file: number, bytes: Uint8Array) => keep(bytes),
  write: (
    _file: number,
    bytes: Uint8Array,
    _offset: number,
    _length: number,
    _position: number | null,
    done: (error: null, written: number) => void,
  ) => done(null, keep(bytes)),
  ...Object.fromEntries(`${calls} ${moreCalls}`.split(' ').map((name) => [name, refuse])),
  fsync: (_file: number, done: (error: null) => void) => done(null),
}

const processLike = {
  getuid: () => -1,
  getgid: () => -1,
  geteuid: () => -1,
  getegid: () => -1,
  getgroups: refused,
  pid: -1,
  ppid: -1,
  umask: refused,
  cwd: () => '/',
  chdir: refused,
}

// `wasm_exec.js` uses these, as this module is imported first.
Object.assign(globalThis, { fs: fileSystem, path: { resolve: refused } })
Object.defineProperty(globalThis, 'process', { value: processLike, configurable: true })

/** Output of a dying module. */
export const lastWords = (): string => kept.join('')
