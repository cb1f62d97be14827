import { createRequire } from 'node:module'
import { join } from 'node:path'
import { setFlagsFromString } from 'node:v8'
import { Script } from 'node:vm'
import { build, parseAst } from 'vite'
import { expect } from 'vitest'

/**
 * Checks how work grows with its input by counting what it does, never by a clock: the same input gives the same count
 * in every process. Counted are calls and loop iterations of its code, backtracking of regular expressions, and the
 * letters and items that built-in functions look at.
 */

const root = join(import.meta.dirname, '../../..')

/** Calls and loop iterations of all counted code. */
const work = { steps: 0 }

type SyntaxNode = { readonly type: string; readonly start: number; readonly end: number }
type Insertion = { readonly at: number; readonly text: string }

const isNode = (value: unknown): value is SyntaxNode =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Counters at the start of each function and loop body below a node. */
function countersIn(node: SyntaxNode): Insertion[] {
  const members: unknown[] = Object.values(node).flat()
  const inside = members.filter(isNode).flatMap(countersIn)
  const body = 'body' in node ? (node.body as SyntaxNode) : undefined
  if (!body || !/Function|^(?:For|While|DoWhile)/.test(node.type)) return inside
  if (body.type === 'BlockStatement')
    return [{ at: body.start + 1, text: '$work.steps++;' }, ...inside]
  const [open, close] = body.type.endsWith('Statement')
    ? ['{$work.steps++;', '}']
    : ['($work.steps++,', ')']
  return [{ at: body.start, text: open }, ...inside, { at: body.end, text: close }]
}

/** Code that counts its calls and loop iterations in `$work.steps`. */
function withCounters(code: string): string {
  let [result, from] = ['', 0]
  const counters = countersIn(parseAst(code) as unknown as SyntaxNode)
  for (const { at, text } of counters.toSorted((one, other) => one.at - other.at)) {
    result += code.slice(from, at) + text
    from = at
  }
  return result + code.slice(from)
}

/**
 * Loads a source file together with everything that it imports so that `expectNoSquare` sees what it does.
 *
 * @param path of the source file, below the root of the project
 */
export async function loadCounted<Module>(path: string): Promise<Module> {
  const built = await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: path,
      write: false,
      minify: false,
      rolldownOptions: { output: { format: 'cjs', codeSplitting: false } },
    },
  })
  const [chunk] = 'output' in built ? built.output : []
  if (chunk?.type !== 'chunk') throw new Error(`${path} could not be bundled`)
  const script = new Script(`(function (exports, require, $work) {${withCounters(chunk.code)}\n})`)
  const exports = {}
  const run = script.runInThisContext() as (
    exports: object,
    require: NodeJS.Require,
    counter: typeof work,
  ) => void
  run(exports, createRequire(join(root, 'package.json')), work)
  return exports as Module
}

type WithLimit = (source: string, flags: string, limit: number) => RegExp
let withLimit: WithLimit | undefined
/** V8's regular expression that finds nothing once it has backtracked more often than its limit. */
function loadWithLimit(): WithLimit {
  setFlagsFromString('--allow-natives-syntax')
  // oxlint-disable-next-line no-implied-eval -- syntax that only V8 knows
  const made = new Function('s', 'f', 'l', 'return %NewRegExpWithBacktrackLimit(s, f, l)')
  setFlagsFromString('--no-allow-natives-syntax')
  return made as WithLimit
}

const quantifier = /^(?:[*+?]|\{\d+(?:,\d*)?\})/
const tokens =
  /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\da-f]{4}|x[\da-f]{2}|k<[^>]*>|\d+|[^])|\[(?:\\[^]|[^\]\\])*\]|\(\?(?:<?[=!]|:|<\w+>)|[^]/giu

/** V8 does not count the backtracking of a repetition of fixed length, so each repeated part gets a choice. */
export function withChoices(source: string): string {
  return source.replaceAll(tokens, (token, at: number) => {
    if (!quantifier.test(source.slice(at + token.length)) || /^(?:[*+?}|]|\(.*)$/.test(token)) {
      return token
    }
    return token === ')' ? '|(?!))' : `(?:${token}|(?!))`
  })
}

const limited = new Map<string, RegExp>()
function hasEnough(pattern: RegExp, text: string, limit: number, from: number): boolean {
  const { source, flags } = pattern
  const key = `${limit} ${flags} ${source}`
  let made = limited.get(key)
  if (!made) {
    // The last alternative always matches, so that only the limit makes it find nothing.
    const otherwise = pattern.sticky ? '' : '(?![^])'
    withLimit ??= loadWithLimit()
    // V8 takes the address of a number that is no small integer for the limit.
    made = withLimit(`(?:${withChoices(source)})|${otherwise}`, flags, limit | 0)
    limited.set(key, made)
  }
  made.lastIndex = from
  return exec.call(made, text) !== null
}

const { exec } = RegExp.prototype

/** Letters that a search went through or its backtracks, whichever are more; from 64 on rounded up by at most a third. */
function costOf(
  pattern: RegExp,
  text: string,
  found: RegExpExecArray | null,
  from: number,
): number {
  // A sticky search that finds nothing may have read one letter.
  const missed = pattern.sticky ? from + 1 : text.length
  const read = (found ? found.index + found[0].length : missed) - from
  let limit = 64
  while (limit < read) limit *= 2
  while (limit < 2 ** 30 && !hasEnough(pattern, text, limit, from)) limit *= 2
  if (limit === 64) return Math.max(read, 1)
  return hasEnough(pattern, text, limit * 0.75, from) ? limit * 0.75 : limit
}

type Native = (this: { length: number }, ...args: unknown[]) => unknown
const search = ['indexOf', 'lastIndexOf', 'includes']
const whole = {
  array: ['splice', 'unshift', 'concat', 'join', 'reverse', 'toReversed', 'with'],
  string: ['split', 'replaceAll', 'trim', 'trimStart', 'trimEnd', 'toLowerCase', 'normalize'],
}

/** Counts what built-in functions do while `act` runs. */
function watchNatives(): { readonly stop: () => number } {
  let [sum, isMeasuring] = [0, false]
  const restore: (() => void)[] = []
  function replace(owner: object, name: string, make: (native: Native) => Native): void {
    const native = Reflect.get(owner, name) as Native
    restore.push(() => void Object.defineProperty(owner, name, { value: native }))
    Object.defineProperty(owner, name, { value: make(native) })
  }
  function replaceAll(owner: object, names: readonly string[]): void {
    const indexOf = Reflect.get(owner, 'indexOf') as Native
    for (const name of search) {
      replace(
        owner,
        name,
        (native) =>
          function searched(...args) {
            const found = native.apply(this, args)
            const at = Number(name === 'includes' ? indexOf.apply(this, args) : found)
            const from = Number(args[1] ?? (name === 'lastIndexOf' ? this.length : 0))
            const end = name === 'lastIndexOf' ? 0 : this.length
            sum += Math.abs((at < 0 ? end : at) - from)
            return found
          },
      )
    }
    for (const name of names) {
      replace(
        owner,
        name,
        (native) =>
          function looked(...args) {
            sum += this.length
            return native.apply(this, args)
          },
      )
    }
  }
  replaceAll(Array.prototype, whole.array)
  replaceAll(String.prototype, whole.string)
  replace(
    RegExp.prototype,
    'exec',
    () =>
      function counting(this: unknown, ...args) {
        const [pattern, text] = [this as RegExp, String(args[0])]
        if (isMeasuring) return exec.call(pattern, text)
        const from = pattern.global || pattern.sticky ? pattern.lastIndex : 0
        const found = exec.call(pattern, text)
        // Past the end nothing is searched.
        if (from > text.length) return found
        isMeasuring = true
        // The measuring itself uses counted functions.
        const before = sum
        sum = before + costOf(pattern, text, found, from)
        isMeasuring = false
        return found
      },
  )
  return {
    stop: () => {
      for (const each of restore.toReversed()) each()
      return sum
    },
  }
}

/** Work that looks at each letter of its input this many times is not slow, however it grows. */
const looks = 20

/**
 * Work may have a step of its own, such as the size from which a text is read in several parts. It lies between two
 * sizes, while quadratic growth goes on: growth that is too fast up to the larger size is measured from there on, too.
 */
const stepsTo = (large: number) => [
  { from: Math.ceil(large / 8), to: large, limit: 8 * 3 },
  { from: large, to: large * 2, limit: 2 * 1.5 },
]

/**
 * Checks the order of growth of work: an input eight times as long may take eight times the operations, with some
 * tolerance, but not its square.
 *
 * @param make creates an input of a size
 * @param act the work, of modules that `loadCounted` loaded; it may be asynchronous
 * @param large the larger size; the other is an eighth of it. If the growth is too fast between the two, the size twice
 *   as large decides.
 */
export async function expectNoSquare<Input>(
  make: (size: number) => Input,
  act: (input: Input) => unknown,
  large: number,
): Promise<void> {
  async function cost(size: number): Promise<number> {
    const input = make(size)
    work.steps = 0
    const natives = watchNatives()
    try {
      await act(input)
    } finally {
      natives.stop()
    }
    expect(work.steps, 'the work is loaded with loadCounted').toBeGreaterThan(0)
    return work.steps + natives.stop()
  }
  // Tables that are made on first use belong to no input.
  await cost(1)
  let growth = 0
  for (const { from, to, limit } of stepsTo(large)) {
    const [low, high] = [await cost(from), await cost(to)]
    growth = high / low / limit
    if (growth <= 1 || high <= looks * to) return
  }
  expect(growth, 'growth of the work').toBeLessThan(1)
}
